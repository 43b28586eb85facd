/** The first class of the agent that the JVM sees: checks that it may run, then hands over to the isolated agent. */
package io.selfhealing.bootstrap;
