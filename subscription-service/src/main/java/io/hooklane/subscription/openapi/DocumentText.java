package io.hooklane.subscription.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A document's text, which is YAML or JSON; the latter is a part of the former. */
final class DocumentText {

  private static final int MOST_CHARACTERS = 2 * 1024 * 1024;
  private static final int MOST_ALIASES = 50;

  /** So that aliases of aliases end. */
  private static final int MOST_NODES = 200_000;

  private static final int DEEPEST = 100;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private int nodes;

  private DocumentText() {}

  /**
   * Reads it.
   *
   * @throws UnreadableDocumentException when it is neither, or too large
   */
  static JsonNode read(String text) {
    try {
      Object loaded =
          new Load(
                  LoadSettings.builder()
                      .setCodePointLimit(MOST_CHARACTERS)
                      .setMaxAliasesForCollections(MOST_ALIASES)
                      .build())
              .loadFromString(text);
      return new DocumentText().node(loaded, 0);
    } catch (YamlEngineException e) {
      throw new UnreadableDocumentException(
          List.of(),
          "Neither JSON nor YAML: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (StackOverflowError e) {
      throw tooMuch("It nests too deeply");
    }
  }

  private JsonNode node(@Nullable Object value, int depth) {
    if (++nodes > MOST_NODES) {
      throw tooMuch("It holds more than " + MOST_NODES + " values, aliases counted each time");
    }
    if (depth > DEEPEST) {
      throw tooMuch("It nests deeper than " + DEEPEST);
    }
    return switch (value) {
      case null -> NODES.nullNode();
      case Map<?, ?> map -> {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, each) -> object.set(String.valueOf(key), node(each, depth + 1)));
        yield object;
      }
      case Iterable<?> list -> {
        ArrayNode array = NODES.arrayNode();
        list.forEach(each -> array.add(node(each, depth + 1)));
        yield array;
      }
      case Boolean truth -> NODES.booleanNode(truth);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case BigInteger number -> NODES.numberNode(number);
      case Double number ->
          number.isNaN() || number.isInfinite()
              ? NODES.textNode(number.toString())
              : NODES.numberNode(number);
      default -> NODES.textNode(value.toString());
    };
  }

  private static UnreadableDocumentException tooMuch(String why) {
    return new UnreadableDocumentException(List.of(), why);
  }
}
