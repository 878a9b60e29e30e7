package io.hooklane.gateway.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** The errors that every operation can answer with, in the two shapes that there are. */
final class CommonAnswers {

  private static final String ERROR = "HttpErrorOut";
  private static final String VALIDATION = "HTTPValidationError";

  private static final Map<String, String> DESCRIPTIONS = new LinkedHashMap<>();

  static {
    DESCRIPTIONS.put("400", "The request cannot be read");
    DESCRIPTIONS.put("401", "No key, or one that does not hold");
    DESCRIPTIONS.put("403", "The key may not do that, or webhooks are off in its environment");
    DESCRIPTIONS.put("404", "No such thing within the key's reach");
    DESCRIPTIONS.put("422", "Something in the request is not allowed");
    DESCRIPTIONS.put("429", "Too many requests");
  }

  private CommonAnswers() {}

  /** Adds their shapes. */
  static void describeIn(Components components) {
    components.addSchema(
        ERROR,
        object("code", "detail")
            .addProperty("code", text("For programs, in snake case"))
            .addProperty("detail", text("What is wrong and what to do")));
    components.addSchema(
        VALIDATION, object("detail").addProperty("detail", list(validationItem())));
  }

  /** Adds them to an operation; what it says itself stands, but for a bare 401 or 403. */
  static void addTo(Operation operation) {
    APIResponses answers = operation.getResponses();
    if (answers == null) {
      answers = OASFactory.createAPIResponses();
      operation.setResponses(answers);
    }
    for (Map.Entry<String, String> answer : DESCRIPTIONS.entrySet()) {
      APIResponse own = answers.getAPIResponse(answer.getKey());
      if (own == null || own.getContent() == null) {
        answers.addAPIResponse(
            answer.getKey(),
            answer(answer.getValue(), answer.getKey().equals("422") ? VALIDATION : ERROR));
      }
    }
  }

  private static APIResponse answer(String description, String schema) {
    return OASFactory.createAPIResponse()
        .description(description)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    "application/json",
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + schema))));
  }

  private static Schema validationItem() {
    return object("loc", "msg", "type")
        .addProperty("loc", list(text("A step on the way to the place")))
        .addProperty("msg", text("Why, for people"))
        .addProperty("type", text("For programs"));
  }

  private static Schema object(String... required) {
    return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).required(List.of(required));
  }

  private static Schema list(Schema items) {
    return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(items);
  }

  private static Schema text(String description) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
  }
}
