package io.hooklane.deliverylog.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message as the API shows it.
 *
 * @param payload JSON text; {@code {}} when the content was not asked for
 * @param channels null when it was published without any
 * @param tags null when it was published without any
 * @param test whether it is a sample and no event that happened
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MessageOut")
public record MessageOut(
    String id,
    @Nullable String eventId,
    String eventType,
    @JsonRawValue @Schema(type = SchemaType.OBJECT) String payload,
    @Nullable List<String> channels,
    @Nullable List<String> tags,
    Instant timestamp,
    @Schema(required = true, description = "Whether it is a sample and no event that happened")
        boolean test) {

  /** Where it stands in a list. */
  public MessagePlace place() {
    return new MessagePlace(timestamp, id);
  }
}
