package io.hooklane.subscription.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.management.ApiException;
import io.hooklane.subscription.application.ApplicationExportOut;
import io.hooklane.subscription.application.ApplicationTransfer;
import io.hooklane.subscription.endpoint.EndpointTransfer;
import io.hooklane.subscription.environment.Environment;
import io.hooklane.subscription.environment.EnvironmentSettingsBody;
import io.hooklane.subscription.environment.Environments;
import io.hooklane.subscription.eventtype.EventTypeTransfer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;

/**
 * Writes what is configured in an environment as one document: never secrets, of headers the names
 * only. It is read page by page: what is changed meanwhile may be there or not.
 */
@Singleton
class EnvironmentExport {

  private static final int PAGE = 250;

  private final Environments environments;
  private final EventTypeTransfer eventTypes;
  private final ApplicationTransfer applications;
  private final EndpointTransfer endpoints;
  private final TransferConfig config;
  private final ObjectMapper json;
  private final Clock clock;

  EnvironmentExport(
      Environments environments,
      EventTypeTransfer eventTypes,
      ApplicationTransfer applications,
      EndpointTransfer endpoints,
      TransferConfig config,
      ObjectMapper json,
      Clock clock) {
    this.environments = environments;
    this.eventTypes = eventTypes;
    this.applications = applications;
    this.endpoints = endpoints;
    this.config = config;
    this.json = json;
    this.clock = clock;
  }

  /**
   * The document.
   *
   * @throws ApiException 413 when it is larger than what an import takes
   */
  byte[] write(EnvironmentId id) {
    Environment environment = environments.get(id.value());
    BoundedBytes bytes = new BoundedBytes(config.largest().asLongValue());
    try (JsonGenerator document = json.createGenerator(bytes)) {
      // Or closing it would write what is missing, into bytes that are full.
      document.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      document.writeStartObject();
      document.writeNumberField("version", Documents.VERSION);
      document.writeStringField("createdAt", clock.instant().toString());
      document.writePOJOField(
          Documents.SETTINGS,
          EnvironmentSettingsBody.differing(environment.settings(), environment.kind()));
      writeEventTypes(document, id);
      writeApplications(document, id);
      writeWhatOthersHave(document);
      document.writeEndObject();
      document.flush();
      return bytes.toByteArray();
    } catch (BoundedBytes.FullException e) {
      throw tooLarge("This environment is larger than what an import takes");
    } catch (IOException e) {
      throw new UncheckedIOException("Memory can be written to", e);
    }
  }

  private void writeEventTypes(JsonGenerator document, EnvironmentId environment)
      throws IOException {
    document.writeArrayFieldStart(Documents.EVENT_TYPES);
    String after = null;
    List<ObjectNode> page;
    do {
      page = eventTypes.after(environment, after, PAGE);
      for (ObjectNode type : page) {
        document.writeTree(type);
        after = type.path("name").asText();
      }
    } while (page.size() == PAGE);
    document.writeEndArray();
  }

  private void writeApplications(JsonGenerator document, EnvironmentId environment)
      throws IOException {
    document.writeArrayFieldStart(Documents.APPLICATIONS);
    ApplicationId after = null;
    List<ApplicationExportOut> page;
    do {
      page = applications.after(environment, after, PAGE);
      if (!page.isEmpty()) {
        writeApplications(document, page);
        after = page.getLast().id();
      }
    } while (page.size() == PAGE);
    document.writeEndArray();
  }

  private void writeApplications(JsonGenerator document, List<ApplicationExportOut> page)
      throws IOException {
    EndpointPages theirs =
        new EndpointPages(endpoints, page.stream().map(ApplicationExportOut::id).toList());
    for (ApplicationExportOut application : page) {
      ObjectNode fields = application.fields();
      document.writeStartObject();
      for (var field : fields.properties()) {
        document.writeFieldName(field.getKey());
        document.writeTree(field.getValue());
      }
      document.writeArrayFieldStart(Documents.ENDPOINTS);
      int written = 0;
      while (theirs.hasNext(application.id())) {
        if (++written > Documents.MOST_ENDPOINTS) {
          throw tooLarge("An application has more than " + Documents.MOST_ENDPOINTS + " endpoints");
        }
        document.writeTree(theirs.next().fields());
      }
      document.writeEndArray();
      document.writeEndObject();
    }
  }

  /** Fields that the SDKs look for. */
  private static void writeWhatOthersHave(JsonGenerator document) throws IOException {
    for (String field : List.of("connectors", "transformationTemplates")) {
      document.writeArrayFieldStart(field);
      document.writeEndArray();
    }
  }

  private static ApiException tooLarge(String why) {
    return new ApiException(
        413, "payload_too_large", why + "; read it with the list operations instead");
  }
}
