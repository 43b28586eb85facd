package io.selfhealing.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks a test whose claim holds without the agent too: {@code mvn verify -Dit.agent=none -Dgroups=untouched} passes, and
 * {@code -Dit.agent=none -DexcludedGroups=untouched} fails in every test.
 */
@Tag("untouched")
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Untouched {}
