package io.hooklane.standalone;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code standalone.json}, which is there while the product is ready.
 *
 * @param processes by name, as they are now
 */
record StandaloneFile(
    @JsonUnwrapped Addresses addresses, long supervisorPid, Map<String, RunningProcess> processes) {

  /**
   * One process.
   *
   * @param managementUrl where it answers for health and metrics, if it does
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RunningProcess(long pid, @Nullable URI managementUrl, String log) {}
}
