package dev.strata.query.moment;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Arrays;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Shows the parameter {@code at} in the API document wherever a question can be about the past. */
@Component
class MomentDocumentation implements OperationCustomizer {
    MomentDocumentation() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Moment.class);
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        boolean asksForMoment = Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == Moment.class);
        return asksForMoment
                ? operation.addParametersItem(new QueryParameter()
                        .name("at")
                        .description("answer as of this instant (RFC 3339); now if it is left out")
                        .schema(new StringSchema().format("date-time")))
                : operation;
    }
}
