package io.hooklane.ingest.source;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells the messaging framework which topics the one source channel subscribes to, from what {@code
 * hooklane.cloud-events.topic} and {@code hooklane.sources.*} say. An interceptor, since a
 * configuration source would not see what the other sources say. Found by the service loader.
 */
@Priority(Priorities.APPLICATION)
public final class SourceChannelConfig implements ConfigSourceInterceptor {

  private static final long serialVersionUID = 1L;

  private static final String CHANNEL = "mp.messaging.incoming." + SourceChannel.NAME + ".";
  private static final String TOPICS = CHANNEL + "topics";
  private static final String TOPIC = CHANNEL + "topic";
  private static final String PATTERN = CHANNEL + "pattern";
  private static final Set<String> OURS = Set.of(TOPICS, TOPIC, PATTERN);

  private static final String SOURCES = "hooklane.sources.";
  private static final String CLOUD_EVENTS = "hooklane.cloud-events.topic";
  private static final String DEFAULT_CLOUD_EVENTS = "hooklane.events";

  @Override
  public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    if (!OURS.contains(name)) {
      return context.proceed(name);
    }
    String value = channelSetting(name, subscribed(context));
    return value == null
        ? null
        : ConfigValue.builder()
            .withName(name)
            .withValue(value)
            .withRawValue(value)
            .withConfigSourceName("hooklane sources")
            .build();
  }

  @Override
  public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
    SourceTopics topics = subscribed(context);
    Set<String> names = new HashSet<>();
    context.iterateNames().forEachRemaining(names::add);
    for (String name : OURS) {
      if (channelSetting(name, topics) == null) {
        names.remove(name);
      } else {
        names.add(name);
      }
    }
    return names.iterator();
  }

  private static @Nullable String channelSetting(String name, SourceTopics topics) {
    if (name.equals(TOPICS)) {
      return topics.needsPattern() ? null : topics.list();
    }
    if (!topics.needsPattern()) {
      return null;
    }
    return name.equals(TOPIC) ? topics.pattern() : "true";
  }

  private static SourceTopics subscribed(ConfigSourceInterceptorContext context) {
    Collection<String> topics = new TreeSet<>();
    List<String> patterns = new ArrayList<>();
    String cloudEvents = value(context, CLOUD_EVENTS);
    topics.add(cloudEvents == null ? DEFAULT_CLOUD_EVENTS : cloudEvents);
    Iterator<String> names = context.iterateNames();
    while (names.hasNext()) {
      String name = names.next();
      String value = name.startsWith(SOURCES) ? value(context, name) : null;
      if (value != null && name.endsWith(".topic")) {
        topics.add(value);
      } else if (value != null && name.endsWith(".pattern")) {
        patterns.add(value);
      }
    }
    return new SourceTopics(topics, patterns);
  }

  private static @Nullable String value(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    return value == null ? null : value.getValue();
  }
}
