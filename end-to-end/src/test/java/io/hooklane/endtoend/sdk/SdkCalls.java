package io.hooklane.endtoend.sdk;

import com.svix.Svix;
import com.svix.SvixOptions;
import com.svix.exceptions.ApiException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.function.Executable;

/** All checks of the SDK, by what they are about. */
public final class SdkCalls implements Supplier<Map<String, Executable>> {

  private final String server;
  private final String key;
  private final String receiver;
  private final Svix svix;

  /**
   * @param server the only thing that a customer changes, besides the key
   * @param key of an environment
   * @param receiver a URL that answers 204
   */
  public SdkCalls(String server, String key, String receiver) {
    this.server = server;
    this.key = key;
    this.receiver = receiver;
    this.svix = client(server, key);
  }

  @Override
  public Map<String, Executable> get() {
    Map<String, Executable> checks = new LinkedHashMap<>();
    checks.putAll(new ApplicationCalls(svix, server, key).checks());
    checks.putAll(new EventTypeCalls(svix).checks());
    checks.putAll(new EndpointCalls(svix, receiver).checks());
    checks.putAll(new MessageCalls(svix, receiver).checks());
    checks.putAll(new ResendCalls(svix, receiver).checks());
    checks.putAll(new OperationalWebhookCalls(svix, receiver).checks());
    checks.putAll(new AuthenticationCalls(svix, server).checks());
    checks.putAll(new ErrorCalls(svix, server, receiver).checks());
    new OwedCalls(svix)
        .checks()
        .keySet()
        .forEach(name -> checks.put(name, () -> Assumptions.abort("Not served yet")));
    return checks;
  }

  static Svix client(String server, String key) {
    SvixOptions options = new SvixOptions();
    options.setServerUrl(server);
    return new Svix(key, options);
  }

  static String unique(String name) {
    return name + "." + UUID.randomUUID();
  }

  /** What the SDK throws when a call is refused. */
  static ApiException refusalOf(Call call) throws IOException {
    try {
      call.run();
    } catch (ApiException e) {
      return e;
    }
    throw new AssertionError("was not refused");
  }

  /** A call that the server may refuse. */
  @FunctionalInterface
  interface Call {
    void run() throws IOException, ApiException;
  }
}
