package io.selfhealing.it.harness;

import io.selfhealing.it.server.Engine;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that runs once for each engine, and gets a {@link Bench} with an empty database of that engine. */
@TestTemplate
@ExtendWith(Benches.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DatabaseTest {
    /** The engines that it is for, of which it runs on those that the run has; none means all. */
    Engine[] value() default {};
}
