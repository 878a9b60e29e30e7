package io.hooklane.subscription.eventtype;

import io.hooklane.management.JsonBody;
import io.hooklane.management.ValidationErrorBody;
import io.hooklane.management.ValidationException;
import io.hooklane.subscription.openapi.OpenApiWebhooks;
import io.hooklane.subscription.openapi.UnreadableDocumentException;
import io.hooklane.subscription.openapi.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The webhooks of an OpenAPI document, and where in the request's body it stands. */
final class ImportedDocument {

  private static final int LONGEST = 2 * 1024 * 1024;

  private final String field;
  private final List<Webhook> webhooks;

  private ImportedDocument(String field, List<Webhook> webhooks) {
    this.field = field;
    this.webhooks = List.copyOf(webhooks);
  }

  /**
   * Reads the document of an import.
   *
   * @throws ValidationException when there is none, or it cannot be read
   */
  static ImportedDocument read(JsonBody body) {
    JsonBody spec = body.nullableObject("spec");
    String raw = body.nullableText("specRaw", LONGEST, null);
    if (spec != null && raw == null) {
      return read("spec", () -> OpenApiWebhooks.ofJson(spec.toJson()));
    }
    if (raw != null && spec == null) {
      return read("specRaw", () -> OpenApiWebhooks.ofText(raw));
    }
    throw body.problem("spec", "Give the document either as spec or as specRaw");
  }

  private static ImportedDocument read(String field, Supplier<List<Webhook>> webhooks) {
    try {
      return new ImportedDocument(field, webhooks.get());
    } catch (UnreadableDocumentException e) {
      throw new ImportedDocument(field, List.of())
          .problem(e.place(), String.valueOf(e.getMessage()));
    }
  }

  /** The webhooks. */
  List<Webhook> webhooks() {
    return webhooks;
  }

  /** A place in the document, seen from outside. */
  List<String> at(List<String> place) {
    List<String> whole = new ArrayList<>(List.of("body", field));
    whole.addAll(place);
    return whole;
  }

  /** What is wrong at a place in the document, to be thrown. */
  ValidationException problem(List<String> place, String why) {
    return new ValidationException(
        List.of(new ValidationErrorBody.Item(List.copyOf(at(place)), why, "value_error")));
  }
}
