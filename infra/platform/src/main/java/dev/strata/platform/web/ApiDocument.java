package dev.strata.platform.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Adds to the API document what holds for every endpoint: how refusals look, and that an access token is needed. */
@Component
class ApiDocument implements GlobalOpenApiCustomizer {
    private static final String PROBLEM = "Problem";
    private static final String TOKEN = "accessToken";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    @Override
    public void customise(OpenAPI document) {
        Components components = document.getComponents();
        components
                .addSchemas(PROBLEM, problem())
                .addResponses(
                        PROBLEM,
                        new ApiResponse()
                                .description("Refused: the problem says why, its code is stable (RFC 9457).")
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType()
                                                        .schema(new Schema<>()
                                                                .$ref("#/components/schemas/" + PROBLEM)))))
                .addSecuritySchemes(
                        TOKEN,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("An access token from POST /v1/tokens."));
        document.addSecurityItem(new SecurityRequirement().addList(TOKEN));
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    operation.setOperationId(id(method, path));
                    addRefusals(operation);
                    addPathParameters(path, operation);
                }));
    }

    /** By where it is, so that a new endpoint gives no other one another name. */
    private static String id(PathItem.HttpMethod method, String path) {
        return method.name().toLowerCase(Locale.ROOT)
                + path.replaceAll("[^A-Za-z0-9]+", "_").replaceFirst("_$", "");
    }

    /** Those that hold the rest of a path: a controller reads them from the URL, so that nobody else has told of them. */
    private static void addPathParameters(String path, Operation operation) {
        List<Parameter> known = Objects.requireNonNullElse(operation.getParameters(), List.of());
        VARIABLE.matcher(path)
                .results()
                .map(found -> found.group(1))
                .filter(name -> known.stream().noneMatch(parameter -> name.equals(parameter.getName())))
                .forEach(name -> operation.addParametersItem(
                        new PathParameter().name(name).schema(new StringSchema())));
    }

    private static void addRefusals(Operation operation) {
        for (String statuses : List.of("4XX", "503")) {
            operation
                    .getResponses()
                    .computeIfAbsent(statuses, _ -> new ApiResponse().$ref("#/components/responses/" + PROBLEM));
        }
    }

    private static Schema<?> problem() {
        Schema<?> problem = new ObjectSchema();
        problem.addProperty("type", new StringSchema());
        problem.addProperty("title", new StringSchema());
        problem.addProperty("status", new IntegerSchema());
        problem.addProperty("detail", new StringSchema());
        problem.addProperty("code", new StringSchema());
        problem.addProperty("traceId", new StringSchema());
        problem.addProperty("retryable", new BooleanSchema());
        problem.setRequired(List.of("type", "title", "status", "detail", "code", "retryable"));
        return problem;
    }
}
