package io.hooklane.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.UUID;

/**
 * An event to publish, in whichever way.
 *
 * @param id the producer's own
 * @param payload JSON, its bytes exactly as they are to arrive
 */
record Event(String id, String type, List<String> channels, byte[] payload) {

  /** An event whose payload is like no other's. */
  static Event anEvent(String type) {
    String id = UUID.randomUUID().toString();
    return new Event(id, type, List.of(), ("{ \"mark\" : \"" + id + "\" }").getBytes(UTF_8));
  }

  /** The same on these channels. */
  Event on(String... names) {
    return new Event(id, type, List.of(names), payload);
  }

  /** The same with this payload. */
  Event carrying(byte[] json) {
    return new Event(id, type, channels, json);
  }

  /** The body of a publish by REST, with the payload's bytes as they are. */
  byte[] asRestBody() {
    String channelsField = channels.isEmpty() ? "" : ",\"channels\":" + Json.text(channels);
    return around(
        "{\"eventType\":"
            + Json.text(type)
            + ",\"eventId\":"
            + Json.text(id)
            + channelsField
            + ",\"payload\":",
        "}");
  }

  /** A CloudEvent in structured mode, with the payload's bytes as they are. */
  byte[] asStructured(String application) {
    String channelsField =
        channels.isEmpty() ? "" : ",\"hooklanechannels\":" + Json.text(String.join(",", channels));
    return around(
        "{\"specversion\":\"1.0\",\"source\":\"/end-to-end\",\"id\":"
            + Json.text(id)
            + ",\"type\":"
            + Json.text(type)
            + ",\"hooklaneapp\":"
            + Json.text(application)
            + channelsField
            + ",\"datacontenttype\":\"application/json\",\"data\":",
        "}");
  }

  private byte[] around(String before, String after) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(payload.length + 256);
    all.writeBytes(before.getBytes(UTF_8));
    all.writeBytes(payload);
    all.writeBytes(after.getBytes(UTF_8));
    return all.toByteArray();
  }
}
