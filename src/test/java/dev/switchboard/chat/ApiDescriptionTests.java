package dev.switchboard.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.RestCall;
import dev.switchboard.UserId;
import dev.switchboard.log.ClientMessageId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** What {@code /api/docs} says is what the code does, and the other way round. */
@ChatTest
class ApiDescriptionTests {

    @Autowired
    private Crowd crowd;

    @Autowired
    private Desk desk;

    @Autowired
    private RoomEventForm form;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void describesEveryCallAndNoOther() {
        Set<String> described = new TreeSet<>();
        description()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + ' ' + path.getKey())));

        assertThat(described).isEqualTo(mapped()).hasSizeGreaterThan(30);
    }

    @Test
    void everyCallSaysWhatItDoes() {
        assertThat(ours().filter(method -> !method.hasMethodAnnotation(RestCall.class)))
                .isEmpty();
        operations().forEach(operation -> {
            assertThat(operation.get("summary").asString()).isNotBlank();
            assertThat(operation.get("responses").has("default")).isTrue();
        });
        assertThat(operations().map(operation -> operation.get("operationId").asString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void isOpenApi31AndWhole() {
        JsonNode description = description();

        assertThat(description.get("openapi").asString()).startsWith("3.1");
        assertThat(description.at("/info/title").asString()).isEqualTo("Switchboard");
        assertThat(description.at("/components/schemas/Problem/properties").propertyNames())
                .contains("type", "title", "status", "detail", "code", "retryAfter");
        description
                .findValuesAsString("$ref")
                .forEach(reference -> assertThat(
                                description.at(reference.substring(1)).isMissingNode())
                        .as("%s", reference)
                        .isFalse());
    }

    @Test
    void refusalsAreProblemsAndAnswersHaveAShape() {
        operations()
                .forEach(operation -> operation.get("responses").properties().forEach(response -> {
                    String status = response.getKey();
                    JsonNode content = response.getValue().path("content");
                    String where = operation.get("operationId").asString() + ' ' + status;
                    if (status.startsWith("2")) {
                        assertThat(content.isMissingNode()).as(where).isEqualTo(status.equals("204"));
                    } else {
                        assertThat(content.propertyNames()).as(where).containsExactly("application/problem+json");
                    }
                }));
    }

    @Test
    void theShapeOfAnEventHasTheFieldsOfEveryEvent() {
        JsonNode shape = description().at("/components/schemas/RoomEventShape/properties");
        UserId user = crowd.administrator().user();
        ClientMessageId client = new ClientMessageId("c1");
        Set<String> written = new TreeSet<>();
        for (RoomEvent.Body body : List.<RoomEvent.Body>of(
                new RoomEvent.Body.Message("text", 1L),
                new RoomEvent.Body.Edited(1, "text"),
                new RoomEvent.Body.Deleted(1),
                new RoomEvent.Body.Restored(1, "text"),
                new RoomEvent.Body.Reaction(1, "👍", true),
                new RoomEvent.Body.Joined(user),
                new RoomEvent.Body.Left(user),
                new RoomEvent.Body.Removed(user),
                new RoomEvent.Body.Invited(user),
                new RoomEvent.Body.Created("name"),
                new RoomEvent.Body.Renamed("name"),
                new RoomEvent.Body.Archived("name", true))) {
            RoomEvent event = new RoomEvent(new RoomId("r"), 1, "id", Instant.EPOCH, user, client, body);
            written.addAll(form.json(event).propertyNames());
        }

        assertThat(shape.propertyNames()).containsExactlyInAnyOrderElementsOf(written);
    }

    private Stream<JsonNode> operations() {
        return description().get("paths").valueStream().flatMap(JsonNode::valueStream);
    }

    private JsonNode description() {
        return desk.get(crowd.administrator(), "/api/docs").ok();
    }

    private Stream<HandlerMethod> ours() {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(call -> isOurs(call.getKey(), call.getValue()))
                .map(Map.Entry::getValue);
    }

    private Set<String> mapped() {
        Set<String> mapped = new TreeSet<>();
        mappings.getHandlerMethods().forEach((mapping, method) -> {
            if (isOurs(mapping, method)) {
                for (RequestMethod verb : mapping.getMethodsCondition().getMethods()) {
                    mapping.getPatternValues().forEach(pattern -> mapped.add(verb.name() + ' ' + pattern));
                }
            }
        });
        return mapped;
    }

    private static boolean isOurs(RequestMappingInfo mapping, HandlerMethod method) {
        return method.getBeanType().getName().startsWith("dev.switchboard.")
                && mapping.getPatternValues().stream().anyMatch(pattern -> pattern.startsWith("/api/"));
    }
}
