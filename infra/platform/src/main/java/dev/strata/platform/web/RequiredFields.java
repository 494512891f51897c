package dev.strata.platform.web;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Makes JSON keep the promise of the types: a record component that is not {@code @Nullable} must be there and must not
 * be null, and the same goes for what is in a list. Holds for records in packages that are {@code @NullMarked}. An empty
 * text is no null either, where an identifier, an instant or the like is meant.
 */
@Component
class RequiredFields implements JsonMapperBuilderCustomizer {
    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.addModule(new Module());
        builder.withCoercionConfigDefaults(
                coercions -> coercions.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    }

    private static final class Module extends SimpleModule {
        @Override
        public void setupModule(SetupContext context) {
            super.setupModule(context);
            context.insertAnnotationIntrospector(new Introspector());
        }
    }

    private static final class Introspector extends NopAnnotationIntrospector {
        @Override
        public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
            if (!(annotated instanceof AnnotatedParameter parameter)
                    || !(parameter.getOwner().getAnnotated() instanceof Constructor<?> constructor)
                    || !constructor.getDeclaringClass().isRecord()
                    || !constructor.getDeclaringClass().getPackage().isAnnotationPresent(NullMarked.class)) {
                return JsonSetter.Value.empty();
            }
            AnnotatedType type = constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
            return JsonSetter.Value.construct(nulls(type), contentNulls(type));
        }

        private static Nulls nulls(AnnotatedType type) {
            return type.isAnnotationPresent(Nullable.class) ? Nulls.DEFAULT : Nulls.FAIL;
        }

        /** Of a list its items, of a map its values. */
        private static Nulls contentNulls(AnnotatedType type) {
            return type instanceof AnnotatedParameterizedType generic
                    ? nulls(Arrays.asList(generic.getAnnotatedActualTypeArguments())
                            .getLast())
                    : Nulls.DEFAULT;
        }
    }
}
