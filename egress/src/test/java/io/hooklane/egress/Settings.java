package io.hooklane.egress;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Configuration for tests, read as the services read it. */
final class Settings {

  private Settings() {}

  /** With these settings, named without their prefix. */
  static EgressConfig of(Map<String, String> settings) {
    Map<String, String> prefixed =
        settings.entrySet().stream()
            .collect(
                Collectors.toMap(
                    setting -> "hooklane.egress." + setting.getKey(), Map.Entry::getValue));
    return new SmallRyeConfigBuilder()
        .withMapping(EgressConfig.class)
        .withConverter(
            Duration.class, 100, text -> Duration.ofSeconds(Long.parseLong(text.replace("s", ""))))
        .withSources(new PropertiesConfigSource(prefixed, "test", 100))
        .build()
        .getConfigMapping(EgressConfig.class);
  }
}
