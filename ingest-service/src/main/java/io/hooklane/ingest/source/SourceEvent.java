package io.hooklane.ingest.source;

import io.hooklane.ingest.message.MessageRules;
import io.hooklane.ingest.rejection.Rejection.Code;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a source's record says.
 *
 * @param environment an id or name
 * @param application an id or uid
 * @param id the event's own id, if it has one
 * @param idScope within what that id is unique, if not within the whole application
 * @param body what receivers get
 */
@SuppressWarnings("ArrayRecordComponent") // Compared and printed by nobody.
record SourceEvent(
    String environment,
    String application,
    String type,
    @Nullable String id,
    @Nullable String idScope,
    List<String> channels,
    List<String> tags,
    @Nullable String orderingKey,
    String contentType,
    byte[] body) {

  private static final int LONGEST_SCOPE = 2_048;

  /** Refuses names that a message may not have. */
  void check() throws RejectedException {
    require(MessageRules.wrongWithName(type), "type");
    if (id != null) {
      require(MessageRules.wrongWithKey(id), "id");
    }
    if (idScope != null && idScope.length() > LONGEST_SCOPE) {
      require("Must have at most " + LONGEST_SCOPE + " characters", "source");
    }
    if (orderingKey != null) {
      require(MessageRules.wrongWithKey(orderingKey), "ordering key");
    }
    checkNames(channels, "channel");
    checkNames(tags, "tag");
    require(MessageRules.wrongWithContentType(contentType), "content type");
  }

  private static void checkNames(List<String> names, String what) throws RejectedException {
    if (names.size() > MessageRules.MOST_CHANNELS) {
      require("Must be at most " + MessageRules.MOST_CHANNELS, what + "s");
    }
    for (String name : names) {
      require(MessageRules.wrongWithChannel(name), what);
    }
  }

  /** What stands between the commas, blanks around it dropped, each text once. */
  static List<String> split(@Nullable String names) {
    if (names == null || names.isBlank()) {
      return List.of();
    }
    return List.copyOf(
        new LinkedHashSet<>(Arrays.stream(names.split(",", -1)).map(String::strip).toList()));
  }

  /** Whether a media type is JSON, by its own name or by its structure's suffix (RFC 6839). */
  static boolean isJson(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    String bare = type.strip().toLowerCase(Locale.ROOT);
    return bare.equals("application/json") || bare.equals("text/json") || bare.endsWith("+json");
  }

  private static void require(@Nullable String wrong, String what) throws RejectedException {
    if (wrong != null) {
      throw new RejectedException(Code.BAD_NAME, "The " + what + ": " + wrong);
    }
  }
}
