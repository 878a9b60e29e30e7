package io.hooklane.subscription.sending;

import io.hooklane.contracts.configuration.Configuration.HttpVersion;
import io.hooklane.management.JsonBody;

/** The fields of an endpoint's body that say how deliveries are sent to it. */
public final class SendingFields {

  private static final String HTTP_VERSION = "httpVersion";
  private static final String ONE = "1.1";
  private static final String TWO = "2";
  private static final int LONGEST = 16;

  private SendingFields() {}

  /** Reads them: what is absent stays as it is, null is as usual. */
  public static SendingSettings read(JsonBody endpoint, SendingSettings absent) {
    return new SendingSettings(
        OrderingBody.read(endpoint, absent.ordering()),
        SignatureBody.read(endpoint, absent.signature()),
        httpVersion(endpoint, absent.httpVersion()));
  }

  /** The version as callers write it. */
  public static String text(HttpVersion version) {
    return switch (version) {
      case HTTP_1_1 -> ONE;
      case HTTP_2 -> TWO;
    };
  }

  private static HttpVersion httpVersion(JsonBody endpoint, HttpVersion absent) {
    if (!endpoint.has(HTTP_VERSION)) {
      return absent;
    }
    String text = endpoint.nullableText(HTTP_VERSION, LONGEST, null);
    return text == null
        ? HttpVersion.HTTP_1_1
        : endpoint.read(HTTP_VERSION, text, SendingFields::version);
  }

  private static HttpVersion version(String text) {
    return switch (text) {
      case ONE -> HttpVersion.HTTP_1_1;
      case TWO -> HttpVersion.HTTP_2;
      default -> throw new IllegalArgumentException("A version is " + ONE + " or " + TWO);
    };
  }
}
