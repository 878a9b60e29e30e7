package io.hooklane.standalone;

import java.time.Duration;

/** What {@code up} prints when all is ready. */
final class Welcome {

  /** Stands for the keys where the text goes to a log. */
  static final String LIVE_KEY = "<live key>";

  static final String TEST_KEY = "<test key>";

  private Welcome() {}

  static String text(Addresses addresses, Duration took, boolean showsKeys) {
    // The lines of commands begin in the first column, for a terminal's copy.
    return """

        Hooklane is ready (%1$.1f s).

          Console     %2$s
          API         %3$s
          Live key    %4$s
          Test key    %5$s
          Kafka       %6$s  (publish CloudEvents to hooklane.events)
          Receiver    %7$s

        Webhooks to this machine (127.0.0.1) are allowed here; elsewhere they are refused by default.

        See the first webhook: paste this, then open %7$s

        API=%3$s KEY=%5$s
        curl -sS -X POST "$API/api/v1/app?get_if_exists=true" -H "Authorization: Bearer $KEY" \\
          -H 'Content-Type: application/json' -d '{"name":"First customer","uid":"first-customer"}'; echo
        curl -sS -X PUT "$API/api/v1/app/first-customer/endpoint/receiver" -H "Authorization: Bearer $KEY" \\
          -H 'Content-Type: application/json' -d '{"uid":"receiver","url":"%8$s"}'; echo
        curl -sS -X POST "$API/api/v1/app/first-customer/msg" -H "Authorization: Bearer $KEY" \\
          -H 'Content-Type: application/json' \\
          -d '{"eventType":"order.created","payload":{"order":"A-1","total":"12.50"}}'; echo

        Stop with Ctrl-C or ./hooklane down; the data stay."""
        .formatted(
            took.toMillis() / 1000.0,
            addresses.consoleUrl(),
            addresses.apiUrl(),
            showsKeys ? addresses.liveKey() : LIVE_KEY,
            showsKeys ? addresses.testKey() : TEST_KEY,
            addresses.kafkaBootstrap(),
            addresses.receiverUrl(),
            addresses.receiverUrl().resolve("/hooks/first-customer"));
  }
}
