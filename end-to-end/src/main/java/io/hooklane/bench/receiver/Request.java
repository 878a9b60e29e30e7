package io.hooklane.bench.receiver;

/**
 * A request as it lies in a connection's buffer; valid until the parser goes on.
 *
 * @param buffer with the request's bytes
 * @param pathFrom where the path begins
 * @param pathTo where it ends
 * @param idFrom where the value of {@code webhook-id} begins, or -1
 * @param idTo where it ends
 * @param bodyFrom where the body begins
 * @param bodyTo where the request ends
 */
record Request(
    byte[] buffer, int pathFrom, int pathTo, int idFrom, int idTo, int bodyFrom, int bodyTo) {

  /** The number at the end of the path, or -1. */
  int endpoint() {
    int number = 0;
    int scale = 1;
    int at = pathTo - 1;
    for (;
        at >= pathFrom && buffer[at] >= '0' && buffer[at] <= '9' && scale < 1_000_000_000;
        at--) {
      number += scale * (buffer[at] - '0');
      scale *= 10;
    }
    return at == pathTo - 1 ? -1 : number;
  }

  /** A hash of the message's id; never 0. */
  long messageHash() {
    long hash = 0xcbf29ce484222325L;
    for (int at = Math.max(0, idFrom); at < idTo; at++) {
      hash = (hash ^ buffer[at]) * 0x100000001b3L;
    }
    return hash == 0 ? 1 : hash;
  }

  /**
   * The field of the payload's head, which is {@code {"run":1,"seq":2,"at":3,"pad":"x"}}.
   *
   * @param ordinal which of them, from 0
   * @return the number, or -1 when there is none
   */
  long number(int ordinal) {
    int at = bodyFrom;
    for (int field = 0; field <= ordinal; field++) {
      while (at < bodyTo && buffer[at] != ':') {
        at++;
      }
      at++;
    }
    long number = -1;
    for (; at < bodyTo && buffer[at] >= '0' && buffer[at] <= '9'; at++) {
      number = Math.max(0, number) * 10 + (buffer[at] - '0');
    }
    return number;
  }
}
