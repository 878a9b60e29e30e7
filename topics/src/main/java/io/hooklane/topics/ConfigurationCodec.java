package io.hooklane.topics;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.hooklane.contracts.UnreadableRecordException;
import io.hooklane.contracts.configuration.Configuration;
import io.hooklane.contracts.configuration.ConfigurationKey;
import io.hooklane.contracts.id.ApplicationId;
import io.hooklane.contracts.id.EndpointId;
import io.hooklane.contracts.id.EnvironmentId;
import io.hooklane.contracts.id.Id;
import io.hooklane.contracts.id.KeyId;
import java.io.IOException;
import java.util.function.Function;

/** The configuration log's values: JSON, unknown fields ignored, absent fields left out. */
public final class ConfigurationCodec {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(ids())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private ConfigurationCodec() {}

  /** The record's value. */
  public static byte[] write(Configuration configuration) {
    try {
      return JSON.writeValueAsBytes(configuration);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every configuration can be written", e);
    }
  }

  /**
   * Reads a record's value.
   *
   * @throws UnreadableRecordException when it is not of the kind that its key says
   */
  public static Configuration read(ConfigurationKey key, byte[] value) {
    try {
      return JSON.readValue(value, type(key.kind()));
    } catch (IOException e) {
      throw new UnreadableRecordException("Not a configuration of the key " + key.text(), e);
    }
  }

  private static Class<? extends Configuration> type(ConfigurationKey.Kind kind) {
    return switch (kind) {
      case ENVIRONMENT -> Configuration.Environment.class;
      case APPLICATION -> Configuration.Application.class;
      case ENDPOINT -> Configuration.Endpoint.class;
      case EVENT_TYPE -> Configuration.EventType.class;
      case KEY -> Configuration.Key.class;
    };
  }

  private static SimpleModule ids() {
    SimpleModule module = new SimpleModule("ids");
    module.addSerializer(Id.class, new IdSerializer());
    reads(module, EnvironmentId.class, EnvironmentId::new);
    reads(module, ApplicationId.class, ApplicationId::new);
    reads(module, EndpointId.class, EndpointId::new);
    reads(module, KeyId.class, KeyId::new);
    return module;
  }

  private static <T extends Id> void reads(
      SimpleModule module, Class<T> type, Function<String, T> constructor) {
    module.addDeserializer(type, new IdDeserializer<>(type, constructor));
  }

  private static final class IdSerializer extends StdScalarSerializer<Id> {
    private static final long serialVersionUID = 1L;

    IdSerializer() {
      super(Id.class);
    }

    @Override
    public void serialize(Id id, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(id.value());
    }
  }

  private static final class IdDeserializer<T extends Id> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> constructor;

    IdDeserializer(Class<T> type, Function<String, T> constructor) {
      super(type);
      this.constructor = constructor;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return constructor.apply(json.getText());
    }
  }
}
