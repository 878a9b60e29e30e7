package io.hooklane.bench.receiver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts requests out of the bytes of one connection, however they are split or joined. It reads as
 * much of HTTP/1.1 as a webhook needs: a request line, headers, and a body whose length is given.
 */
final class RequestParser {

  private static final int FIRST_SIZE = 4 << 10;
  private static final int LONGEST = 8 << 20;
  private static final byte[] CONTENT_LENGTH = ascii("content-length:");
  private static final byte[] WEBHOOK_ID = ascii("webhook-id:");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding:");

  private byte[] buffer = new byte[FIRST_SIZE];
  private int from;
  private int to;

  /** Takes bytes that have come. */
  void add(ByteBuffer bytes) {
    if (from == to) {
      from = 0;
      to = 0;
    }
    int more = bytes.remaining();
    if (to + more > buffer.length) {
      makeRoom(more);
    }
    bytes.get(buffer, to, more);
    to += more;
  }

  /**
   * The next whole request, if there is one.
   *
   * @throws BadRequestException when it is nothing that this parser reads
   */
  Optional<Request> next() {
    int headersTo = endOfHeaders();
    if (headersTo < 0) {
      return Optional.empty();
    }
    int lineTo = endOfLine(from);
    int pathFrom = indexOf((byte) ' ', from, lineTo) + 1;
    int pathTo = indexOf((byte) ' ', pathFrom, lineTo);
    int length = 0;
    int idFrom = -1;
    int idTo = -1;
    for (int line = lineTo + 2; line < headersTo - 2; ) {
      int end = endOfLine(line);
      if (starts(line, end, CONTENT_LENGTH)) {
        length = number(line + CONTENT_LENGTH.length, end);
      } else if (starts(line, end, WEBHOOK_ID)) {
        idFrom = skipSpaces(line + WEBHOOK_ID.length, end);
        idTo = end;
      } else if (starts(line, end, TRANSFER_ENCODING)) {
        throw new BadRequestException("a chunked body");
      }
      line = end + 2;
    }
    int bodyTo = headersTo + length;
    if (bodyTo > to) {
      return Optional.empty();
    }
    from = bodyTo;
    return Optional.of(new Request(buffer, pathFrom, pathTo, idFrom, idTo, headersTo, bodyTo));
  }

  private int endOfHeaders() {
    for (int at = from + 3; at < to; at++) {
      if (buffer[at] == '\n'
          && buffer[at - 1] == '\r'
          && buffer[at - 2] == '\n'
          && buffer[at - 3] == '\r') {
        return at + 1;
      }
    }
    return -1;
  }

  private int endOfLine(int at) {
    int end = at;
    while (buffer[end] != '\r' || buffer[end + 1] != '\n') {
      end++;
    }
    return end;
  }

  private int indexOf(byte wanted, int at, int end) {
    for (int i = at; i < end; i++) {
      if (buffer[i] == wanted) {
        return i;
      }
    }
    throw new BadRequestException("a request line of fewer than three words");
  }

  private boolean starts(int at, int end, byte[] lowerCase) {
    if (end - at < lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      byte one = buffer[at + i];
      if ((one >= 'A' && one <= 'Z' ? one + 32 : one) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private int skipSpaces(int at, int end) {
    int first = at;
    while (first < end && buffer[first] == ' ') {
      first++;
    }
    return first;
  }

  private int number(int at, int end) {
    int number = 0;
    for (int i = skipSpaces(at, end); i < end && buffer[i] != ' '; i++) {
      int digit = buffer[i] - '0';
      if (digit < 0 || digit > 9 || number > LONGEST) {
        throw new BadRequestException("a length that is none, or too long");
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private void makeRoom(int more) {
    int held = to - from;
    if (held + more > LONGEST) {
      throw new BadRequestException("a request of more than " + LONGEST + " bytes");
    }
    byte[] source = buffer;
    if (held + more > buffer.length) {
      buffer = new byte[Math.max(held + more, Math.min(LONGEST, buffer.length * 2))];
    }
    System.arraycopy(source, from, buffer, 0, held);
    from = 0;
    to = held;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** What came is not a request as this parser reads them. */
  static final class BadRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadRequestException(String what) {
      super(what);
    }
  }
}
