package io.selfhealing.agent.heal;

/** The rungs of the evidence ladder, strongest first. */
public enum EvidenceKind {
    WITNESSED,
    IDENTITY,
    DECLARED,
    CONTENT,
    STRUCTURAL,
    PATTERN,
    LEARNED,
    ONLY_PLACE,
    VALUES,
    LEFT_OUT,
    DEFAULT,
    CONVERSION
}
