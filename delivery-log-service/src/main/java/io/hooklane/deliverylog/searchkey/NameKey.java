package io.hooklane.deliverylog.searchkey;

import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.message.Message;
import java.util.List;
import java.util.stream.Stream;

/**
 * A channel or tag that a message is found by. No search attribute's name has a slash, so that none
 * is meant by the same key.
 */
public record NameKey(SearchKey inEnvironment) {

  /** What a message with this channel has. */
  public static NameKey ofChannel(String channel) {
    return new NameKey(new SearchKey("/channel", channel));
  }

  /** What a message with this tag has. */
  public static NameKey ofTag(String tag) {
    return new NameKey(new SearchKey("/tag", tag));
  }

  /** Those of a message, each once. */
  public static List<NameKey> of(Message message) {
    if (message.channels().isEmpty() && message.tags().isEmpty()) {
      return List.of();
    }
    return Stream.concat(
            message.channels().stream().map(NameKey::ofChannel),
            message.tags().stream().map(NameKey::ofTag))
        .distinct()
        .toList();
  }

  /** The number that the index of the environment's messages has for it. */
  public long hash() {
    return inEnvironment.hash();
  }

  /** The number that the index of one application's messages has for it. */
  public long hash(ApplicationId application) {
    return new SearchKey(application.value() + inEnvironment.name(), inEnvironment.value()).hash();
  }
}
