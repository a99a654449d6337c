package dev.switchboard.browser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Of a browser test that exists for several screens, networks or places, runs the first only, unless all are asked for with
 * {@code -Dswitchboard.variants=all}, as continuous integration does: a page takes seconds of two processors.
 */
public final class FirstVariant implements ExecutionCondition {

    private static final Pattern INVOCATION = Pattern.compile(".*\\[test-template-invocation:#(\\d+)]");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Matcher invocation = INVOCATION.matcher(context.getUniqueId());
        return isInBrowser(context)
                        && invocation.matches()
                        && Integer.parseInt(invocation.group(1)) > 1
                        && !"all".equals(System.getProperty("switchboard.variants"))
                ? ConditionEvaluationResult.disabled(
                        "Skipped: it runs for each of its cases with -Dswitchboard.variants=all")
                : ConditionEvaluationResult.enabled("This is due");
    }

    private static boolean isInBrowser(ExtensionContext context) {
        return context.getTestClass()
                .map(Class::getPackageName)
                .filter(FirstVariant.class.getPackageName()::equals)
                .isPresent();
    }
}
