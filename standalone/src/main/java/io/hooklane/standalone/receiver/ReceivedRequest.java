package io.hooklane.standalone.receiver;

import java.util.List;

/**
 * A request as it came.
 *
 * @param number counts from 1 since the receiver's start
 * @param receivedAt ISO 8601
 * @param path with the query
 * @param body its text, cut at a bound; what is not UTF-8 is replaced
 * @param bodyBytes how long the body was
 */
record ReceivedRequest(
    long number, String receivedAt, String path, List<Header> headers, String body, int bodyBytes) {

  /** Copies what could change. */
  ReceivedRequest {
    headers = List.copyOf(headers);
  }

  /** One line of the request's head. */
  record Header(String name, String value) {}

  /** About what it takes in memory. */
  int weight() {
    int head = headers.stream().mapToInt(h -> h.name().length() + h.value().length()).sum();
    return head + path.length() + body.length();
  }
}
