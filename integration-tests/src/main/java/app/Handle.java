package app;

import java.io.Serializable;

/** An object that stays in the application: its number there, and the interface through which the test may call it. */
public record Handle(int number, Class<?> type) implements Serializable {}
