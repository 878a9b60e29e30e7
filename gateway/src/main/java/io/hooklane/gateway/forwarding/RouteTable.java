package io.hooklane.gateway.forwarding;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request by its method and path. What is not in the table does not exist.
 * Where a name and a placeholder both fit, the name wins.
 */
public final class RouteTable {

  private static final String PLACEHOLDER = "{}";

  private final Node root = new Node();

  /** What the table says of a request. */
  public sealed interface Match {}

  /** Goes to a service. */
  public record Route(Service service, Access access, Load load) implements Match {

    Route(Service service, Access access) {
      this(service, access, Load.ORDINARY);
    }
  }

  /** What a request may bring, and how long it may take. */
  public enum Load {
    ORDINARY,
    /** Whole environments: few at once. */
    LARGE,
    /** Answers without an end: many at once, none of which keeps another waiting. */
    STREAM
  }

  /** Who may pass, as far as the front door can tell; the services ask for permissions. */
  public enum Access {
    /** Everybody, without a key. */
    ANYBODY,
    /** Every caller who is known. */
    CALLER,
    /** Every caller whose environment has webhooks switched on. */
    WEBHOOKS
  }

  /**
   * The path exists, but not with this method.
   *
   * @param allow the methods that it has, as in the {@code Allow} header
   */
  public record OtherMethod(String allow) implements Match {}

  /** There is no such path. */
  public record NoPath() implements Match {}

  private static final NoPath NO_PATH = new NoPath();

  private static final class Node {
    private final List<String> names = new ArrayList<>();
    private final List<Node> children = new ArrayList<>();
    private @Nullable Node placeholder;
    private final Map<HttpMethod, Route> routes = new HashMap<>();
    private @Nullable OtherMethod otherMethod;
  }

  /**
   * Adds a route.
   *
   * @param template segments; {@code {}} stands for any one segment
   */
  RouteTable add(HttpMethod method, String template, Route route) {
    Node node = root;
    for (String segment : template.substring(1).split("/", -1)) {
      node = segment.equals(PLACEHOLDER) ? placeholder(node) : child(node, segment);
    }
    if (node.routes.putIfAbsent(method, route) != null) {
      throw new IllegalArgumentException("Twice in the table: " + method + " " + template);
    }
    Set<String> methods = new TreeSet<>();
    node.routes.keySet().forEach(known -> methods.add(known.name()));
    node.otherMethod = new OtherMethod(String.join(", ", methods));
    return this;
  }

  /** Finds the route of a request. */
  public Match match(HttpMethod method, RequestPath path) {
    Node node = find(root, path.text(), 1);
    if (node == null || node.otherMethod == null) {
      return NO_PATH;
    }
    // RFC 9110 §9.3.2: whatever can be got can be asked for its headers alone.
    Route route = node.routes.get(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method);
    return route == null ? node.otherMethod : route;
  }

  private static @Nullable Node find(Node node, String path, int from) {
    if (from > path.length()) {
      return node.routes.isEmpty() ? null : node;
    }
    int slash = path.indexOf('/', from);
    int to = slash < 0 ? path.length() : slash;
    for (int i = 0; i < node.names.size(); i++) {
      String name = node.names.get(i);
      if (name.length() == to - from && path.startsWith(name, from)) {
        Node found = find(node.children.get(i), path, to + 1);
        if (found != null) {
          return found;
        }
      }
    }
    return node.placeholder == null ? null : find(node.placeholder, path, to + 1);
  }

  private static Node child(Node node, String name) {
    int known = node.names.indexOf(name);
    if (known >= 0) {
      return node.children.get(known);
    }
    Node child = new Node();
    node.names.add(name);
    node.children.add(child);
    return child;
  }

  private static Node placeholder(Node node) {
    Node child = node.placeholder;
    if (child == null) {
      child = new Node();
      node.placeholder = child;
    }
    return child;
  }
}
