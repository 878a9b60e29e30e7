package io.hooklane.subscription.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleGeneratorTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"object\"}",
        "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\",\"format\":\"uuid\"},"
            + "\"at\":{\"format\":\"date-time\"},\"mail\":{\"format\":\"email\"}},"
            + "\"required\":[\"id\",\"other\"]}",
        "{\"properties\":{\"a\":{\"const\":{\"x\":1}},\"b\":{\"enum\":[null,3]},"
            + "\"c\":{\"type\":\"integer\",\"default\":\"no\",\"exclusiveMinimum\":5,"
            + "\"multipleOf\":4}}}",
        "{\"properties\":{\"code\":{\"type\":\"string\",\"pattern\":\"^[A-Z]{3}-\\\\d{2,4}$\","
            + "\"maxLength\":6}}}",
        "{\"properties\":{\"long\":{\"type\":\"string\",\"minLength\":300},"
            + "\"short\":{\"type\":\"string\",\"maxLength\":2}}}",
        "{\"properties\":{\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},"
            + "\"minItems\":4,\"uniqueItems\":true},\"pair\":{\"prefixItems\":[{\"type\":\"number\"},"
            + "{\"type\":\"boolean\"}],\"items\":false,\"minItems\":2}}}",
        "{\"$defs\":{\"node\":{\"type\":\"object\",\"required\":[\"name\"],\"properties\":"
            + "{\"name\":{\"type\":\"string\"},\"next\":{\"$ref\":\"#/$defs/node\"},\"all\":"
            + "{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/node\"}}}}},"
            + "\"$ref\":\"#/$defs/node\"}",
        "{\"allOf\":[{\"properties\":{\"a\":{\"minimum\":3}}},{\"required\":[\"a\"],"
            + "\"properties\":{\"a\":{\"type\":\"integer\",\"maximum\":4}}}]}",
        "{\"properties\":{\"a\":{\"oneOf\":[{\"type\":\"string\",\"minLength\":9,\"maxLength\":2},"
            + "{\"type\":\"null\"},{\"type\":\"integer\",\"minimum\":100}]}},\"required\":[\"a\"]}",
        "{\"oneOf\":[{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"integer\"}}},"
            + "{\"required\":[\"b\"],\"properties\":{\"b\":{\"type\":\"integer\"}}}]}",
        "{\"additionalProperties\":{\"type\":\"integer\"},\"minProperties\":3}",
        "{\"patternProperties\":{\"^x-[a-z]+$\":{\"type\":\"boolean\"}},"
            + "\"additionalProperties\":false,\"minProperties\":2}",
        "{\"propertyNames\":{\"pattern\":\"^[A-Z]+$\",\"maxLength\":3},\"minProperties\":2}",
        "{\"properties\":{\"kind\":{\"enum\":[\"a\",\"b\"]},\"extra\":{\"type\":\"string\"}},"
            + "\"required\":[\"kind\"],\"if\":{\"properties\":{\"kind\":{\"const\":\"a\"}}},"
            + "\"then\":{\"required\":[\"extra\"]}}",
        "{\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}},"
            + "\"dependentRequired\":{\"a\":[\"c\"]}}",
        "{\"properties\":{\"list\":{\"type\":\"array\",\"contains\":{\"const\":7},"
            + "\"minContains\":2}}}",
        "{\"properties\":{\"a\":{\"type\":\"string\",\"not\":{\"const\":\"text\"}}}}",
        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"definitions\":{\"id\":"
            + "{\"type\":\"string\",\"pattern\":\"^id_\"}},\"properties\":{\"id\":"
            + "{\"$ref\":\"#/definitions/id\"},\"both\":{\"type\":\"array\","
            + "\"items\":[{\"type\":\"integer\"}],\"minItems\":2}},\"required\":[\"id\"]}",
        "{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"properties\":{\"n\":"
            + "{\"type\":\"number\",\"minimum\":0,\"exclusiveMinimum\":true,\"maximum\":0.5}}}",
        "{\"properties\":{\"a\":{\"$anchor\":\"here\",\"type\":\"integer\"},"
            + "\"b\":{\"$ref\":\"#here\"},\"c/d\":{\"$ref\":\"#/properties/c~1d/x\","
            + "\"x\":{\"type\":\"boolean\"}}}}",
        "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/n\"}},\"$defs\":{\"n\":{\"anyOf\":[{\"type\":"
            + "\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"$ref\":\"#/$defs/n\"}}},"
            + "{\"type\":\"null\"}]}},\"required\":[\"a\"]}",
        "{\"properties\":{\"a\":{\"type\":[\"null\",\"array\"]},\"b\":{\"type\":\"string\","
            + "\"nullable\":true,\"example\":\"given\"}},\"maxProperties\":1}",
      })
  void whatIsMadeFits(String schema) {
    Sample sample = sample(schema);

    assertThat(sample).isInstanceOf(Sample.Fitting.class);
    JsonNode made = json(((Sample.Fitting) sample).json());
    assertThat(made.isObject()).isTrue();
    assertThat(PayloadSchema.parse(json(schema)).withFormats().misfitOf(made)).isEmpty();
    assertThat(sample(schema)).isEqualTo(sample);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"string\"}",
        "{\"required\":[\"a\"],\"properties\":{\"a\":false}}",
        "{\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":3,\"maximum\":2}},"
            + "\"required\":[\"a\"]}",
        "{\"properties\":{\"a\":{\"pattern\":\"^(?=.*\\\\d)(?=.*[a-z])(?!.*a1).{40}$\","
            + "\"maxLength\":9}},\"required\":[\"a\"]}",
        "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\",\"minLength\":9000000}}}",
        "{\"required\":[\"a\"],\"properties\":{\"a\":"
            + "{\"pattern\":\"^((a{900}){900}){900}$\",\"type\":\"string\"}}}",
        "{\"minProperties\":1000000}",
        "{\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"array\",\"minItems\":1000000}}}",
        "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"required\":[\"a\"],\"properties\":"
            + "{\"a\":{\"$ref\":\"#/$defs/a\"}}}}}",
      })
  void saysWhyThereIsNone(String schema) {
    Sample sample = sample(schema);

    assertThat(sample).isInstanceOf(Sample.None.class);
    assertThat(((Sample.None) sample).why()).isNotBlank();
  }

  @Test
  void takesTheExampleThatIsAskedForOrTheFirst() {
    String schema = "{\"examples\":[3,{\"a\":1},{\"a\":2}],\"type\":\"object\"}";

    assertThat(sample(schema)).isEqualTo(new Sample.Fitting("{\"a\":1}"));
    assertThat(SampleGenerator.generate(PayloadSchema.parse(json(schema)), 2))
        .isEqualTo(new Sample.Fitting("{\"a\":2}"));
  }

  @Test
  void formatsAndNamesReadLikeRealOnes() {
    assertThat(
            sample(
                """
                {"properties":{"id":{"type":"string","format":"uuid"},
                 "total":{"type":"number","minimum":0},"currency":{"enum":["EUR","USD"]},
                 "paid":{"type":"boolean"},"lines":{"type":"array","items":{"type":"object",
                 "properties":{"count":{"type":"integer"}}}}}}
                """))
        .isEqualTo(
            new Sample.Fitting(
                "{\"id\":\"0a1b2c3d-4e5f-4a6b-8c7d-000000000001\",\"total\":1,\"currency\":\"EUR\","
                    + "\"paid\":true,\"lines\":[{\"count\":1}]}"));
  }

  private static Sample sample(String schema) {
    return SampleGenerator.generate(PayloadSchema.parse(json(schema)), 0);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
