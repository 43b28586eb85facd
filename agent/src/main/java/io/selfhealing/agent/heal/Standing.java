package io.selfhealing.agent.heal;

/** Whether what a verdict was drawn from, beside the case, is still believed. */
public interface Standing {
    /** Once false it stays false; asked before each use of the verdict, so that it must cost next to nothing. */
    boolean holds();
}
