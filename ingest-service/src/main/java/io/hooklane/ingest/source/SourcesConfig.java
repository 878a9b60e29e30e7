package io.hooklane.ingest.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/**
 * The sources whose records are not CloudEvents, by a name that operators choose. Where a message's
 * parts are found is said by rules: {@code header:NAME}, {@code key}, {@code pointer:/JSON/POINTER}
 * into the value, {@code constant:VALUE}.
 */
@ConfigMapping(prefix = "hooklane.sources")
public interface SourcesConfig {

  /** The sources by name. */
  @WithParentName
  Map<String, SourceConfig> all();

  /** One source: a topic, or all topics whose whole name a pattern matches. */
  interface SourceConfig {

    /** The topic's name. */
    Optional<String> topic();

    /** A regular expression of Java; Hooklane's own topics never match. */
    Optional<String> pattern();

    /** Rule: the environment's id or name. */
    @WithDefault("constant:live")
    String environment();

    /** Rule: the application's id or uid. */
    String application();

    /** Rule: the event type. */
    String type();

    /** Rule: the event's own id, by which repeats are known. */
    Optional<String> id();

    /** Rule: the channels, a JSON array of strings or a text with commas between them. */
    Optional<String> channels();

    /** Rule: the tags, in the same forms. */
    Optional<String> tags();

    /** Rule: what shares an order within the application. */
    Optional<String> orderingKey();

    /** Rule: the payload, the record's whole value when it is not said. */
    Optional<String> body();
  }
}
