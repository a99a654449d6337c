package dev.switchboard.browser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Of a browser test that exists for several screens, networks or places, runs the first only, and none that is {@link Thorough}, unless
 * all are asked for with {@code -Dswitchboard.variants=all}, as continuous integration does: a page takes seconds of two processors.
 */
public final class FirstVariant implements ExecutionCondition {

    private static final Pattern INVOCATION = Pattern.compile(".*\\[test-template-invocation:#(\\d+)]");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return isInBrowser(context)
                        && !"all".equals(System.getProperty("switchboard.variants"))
                        && (isThorough(context) || isAnother(context))
                ? ConditionEvaluationResult.disabled("Skipped: it runs with -Dswitchboard.variants=all")
                : ConditionEvaluationResult.enabled("This is due");
    }

    private static boolean isInBrowser(ExtensionContext context) {
        return context.getTestClass()
                .map(Class::getPackageName)
                .filter(FirstVariant.class.getPackageName()::equals)
                .isPresent();
    }

    private static boolean isThorough(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getElement(), Thorough.class);
    }

    private static boolean isAnother(ExtensionContext context) {
        Matcher invocation = INVOCATION.matcher(context.getUniqueId());
        return invocation.matches() && Integer.parseInt(invocation.group(1)) > 1;
    }
}
