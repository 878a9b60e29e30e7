package io.hooklane.subscription.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** What a reference within a schema stands for. */
final class LocalReference {

  private LocalReference() {}

  /** The part of the root that it names by pointer or anchor; a missing node when there is none. */
  static JsonNode resolve(JsonNode root, String reference) {
    String fragment = reference.startsWith("#") ? reference.substring(1) : reference;
    if (fragment.isEmpty()) {
      return root;
    }
    try {
      return fragment.startsWith("/")
          ? root.at(JsonPointer.compile(decoded(fragment)))
          : anchored(root, fragment);
    } catch (IllegalArgumentException e) {
      return MissingNode.getInstance();
    }
  }

  /** A fragment is percent-encoded; a plus sign in it is one. */
  private static String decoded(String fragment) {
    return URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static JsonNode anchored(JsonNode node, String anchor) {
    if (node.isObject()
        && (node.path("$anchor").asText().equals(anchor)
            || node.path("$dynamicAnchor").asText().equals(anchor)
            || node.path("$id").asText().equals("#" + anchor))) {
      return node;
    }
    for (JsonNode child : node) {
      JsonNode found = anchored(child, anchor);
      if (!found.isMissingNode()) {
        return found;
      }
    }
    return MissingNode.getInstance();
  }
}
