package dev.switchboard;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationComponentsCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.method.HandlerMethod;

/** The description of the REST calls at {@code /api/docs} (OpenAPI 3.1), made of the controllers and of {@link RestCall}. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";
    private static final String TOKEN = "token";
    private static final String SESSION = "session";

    static {
        // Not said by clients.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(CsrfToken.class);
    }

    @Bean
    OpenAPI openApi(ObjectProvider<BuildProperties> build) {
        String version = Optional.ofNullable(build.getIfAvailable())
                .map(BuildProperties::getVersion)
                .orElse("unknown");
        return new OpenAPI()
                .info(new Info()
                        .title("Switchboard")
                        .version(version)
                        .description("The REST calls of Switchboard. Every refusal is a problem (RFC 9457) with a"
                                + " stable code; a write with the session's cookie carries the header of"
                                + " GET /api/csrf.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An access token"))
                        .addSecuritySchemes(
                                SESSION,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("SESSION")
                                        .description("A signed-in browser")));
    }

    /** Adds what refusals look like. */
    @Bean
    GlobalOpenApiCustomizer problemSchema() {
        return description -> schema(Problem.class, description.getComponents());
    }

    /** Says of each call what {@link RestCall} says of it. */
    @Bean
    GlobalOperationComponentsCustomizer calls() {
        return new GlobalOperationComponentsCustomizer() {
            @Override
            public Operation customize(Operation operation, Components components, HandlerMethod method) {
                return describe(operation, components, method);
            }

            @Override
            public Operation customize(Operation operation, HandlerMethod method) {
                return operation;
            }
        };
    }

    private static Operation describe(Operation operation, Components components, HandlerMethod method) {
        RestCall call = method.getMethodAnnotation(RestCall.class);
        if (call == null) {
            return operation;
        }
        String feature = method.getBeanType().getSimpleName().replace("Controller", "");
        operation
                .summary(call.value())
                .operationId(feature + '.' + method.getMethod().getName())
                .tags(List.of(feature));
        operation.security(
                call.open()
                        ? List.of()
                        : List.of(
                                new SecurityRequirement().addList(SESSION), new SecurityRequirement().addList(TOKEN)));
        Optional<Content> body = call.gives() != Void.class
                ? Optional.of(content("application/json", schema(call.gives(), components)))
                : operation.getResponses().values().stream()
                        .map(ApiResponse::getContent)
                        .filter(content -> content != null && !content.isEmpty())
                        .findFirst();
        ApiResponses responses = new ApiResponses();
        for (int status : call.answers()) {
            ApiResponse answer = new ApiResponse().description(call.value());
            if (status != 204) {
                body.ifPresent(answer::setContent);
            }
            responses.addApiResponse(Integer.toString(status), answer);
        }
        for (Refusal refusal : refusals(call, operation)) {
            responses.addApiResponse(Integer.toString(refusal.status()), problem(refusal.code()));
        }
        responses.addApiResponse(ApiResponses.DEFAULT, problem("whatever else went wrong"));
        return operation.responses(responses);
    }

    private static Set<Refusal> refusals(RestCall call, Operation operation) {
        EnumSet<Refusal> refusals = EnumSet.of(Refusal.FORBIDDEN, Refusal.TOO_MANY, Refusal.UNAVAILABLE);
        refusals.addAll(List.of(call.refuses()));
        if (!call.open()) {
            refusals.add(Refusal.UNAUTHENTICATED);
        }
        if (operation.getRequestBody() != null) {
            refusals.add(Refusal.INVALID);
            refusals.add(Refusal.TOO_LARGE);
        }
        return refusals;
    }

    private static ApiResponse problem(String code) {
        return new ApiResponse()
                .description("A problem: " + code)
                .content(content("application/problem+json", new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
    }

    private static Content content(String type, Schema<?> schema) {
        return new Content().addMediaType(type, new MediaType().schema(schema));
    }

    /** A reference to the shape of a type, which is described with all that it refers to. */
    private static Schema<?> schema(Class<?> type, Components components) {
        ResolvedSchema resolved =
                ModelConverters.getInstance(true).resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true));
        resolved.referencedSchemas.forEach(components::addSchemas);
        return resolved.schema;
    }
}
