package dev.switchboard;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a call for those who read {@code /api/docs}. What may happen to every call goes without saying: that one has to
 * sign in, that a token lacks the scope, that there are too many, that the store is away.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RestCall {

    /** What it does, in a few words. */
    String value();

    /** The HTTP statuses of success; the second one for what was there already. */
    int[] answers() default 200;

    /** The shape of what it gives, where the method's own type does not tell. */
    Class<?> gives() default Void.class;

    /** How it refuses, besides what may happen to every call. */
    Refusal[] refuses() default {};

    /** Whether it is for those, too, who have not signed in. */
    boolean open() default false;
}
