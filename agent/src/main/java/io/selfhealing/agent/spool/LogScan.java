package io.selfhealing.agent.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through all segments of a log once and tells what waits in it; changes nothing. */
final class LogScan {
    private final Disk disk;
    private final Path directory;
    private final Trust trust;
    private final Consumer<SpoolProblem> problems;

    private final Segments segments = new Segments();
    private final Ids done = new Ids();
    private final Set<String> keys = new HashSet<>();
    private final TreeMap<Path, Opening> openings = new TreeMap<>();
    private final Map<Long, Long> sealedLengths = new HashMap<>();
    private long lastNumber;
    private final List<Segment> torn = new ArrayList<>();
    /** Files with a frame in them that this home wrote. */
    private final Set<Path> genuine = new HashSet<>();

    private long setAsideBytes;
    private int setAside;
    private boolean anySealed;

    LogScan(Disk disk, Path directory, Trust trust, Consumer<SpoolProblem> problems) {
        this.disk = disk;
        this.directory = directory;
        this.trust = trust;
        this.problems = problems;
    }

    Segments segments() {
        return segments;
    }

    /** The highest number that is taken, by whatever file. */
    long lastNumber() {
        return lastNumber;
    }

    /** Where the file goes on behind the end of its segment with a write that was cut off: the last one, and what was begun after. */
    List<Segment> torn() {
        return torn;
    }

    /** Ids of the keys with which what waits may be encrypted. */
    Set<String> keys() {
        return keys;
    }

    long setAsideBytes() {
        return setAsideBytes;
    }

    int setAside() {
        return setAside;
    }

    /** Whether a frame bears a seal, whoever's it is. */
    boolean anySealed() {
        return anySealed;
    }

    LogScan read() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : disk.list(directory)) {
            long number = SegmentNames.number(path);
            lastNumber = number < SegmentNames.MOST ? Math.max(lastNumber, number) : lastNumber;
            if (number > 0 && disk.isPlain(path)) {
                files.add(path);
            } else if (SegmentNames.isSetAside(path)) {
                countSetAside(path);
            } else if (number > 0 || !SegmentNames.isExpected(path)) {
                problems.accept(SpoolProblem.of(path, "is not the spool's; left alone"));
            }
        }
        files.removeIf(path -> !isOurs(path));
        int last = files.size() - 1;
        while (last > 0 && !genuine.contains(files.get(last))) {
            last--;
        }
        for (int i = 0; i < files.size(); i++) {
            readSegment(files.get(i), i >= last);
        }
        segments.done(done);
        tellMissing();
        return this;
    }

    private void countSetAside(Path path) {
        try (Disk.DiskFile file = disk.open(path)) {
            setAsideBytes += file.length();
            setAside++;
        } catch (IOException e) {
            problems.accept(SpoolProblem.of(path, "is not the spool's; left alone"));
            return;
        }
        problems.accept(SpoolProblem.of(path, "was damaged and is set aside; what was sound in it has been read"));
    }

    /** Looks at the first bytes of a file. */
    private boolean isOurs(Path path) {
        try (Disk.DiskFile file = disk.open(path)) {
            byte[] header = new byte[FileHeader.LENGTH];
            FileHeader is = FileHeader.of(header, file.read(0, header, header.length));
            if (is == FileHeader.UNKNOWN_VERSION) {
                problems.accept(SpoolProblem.of(path, "was written by a newer version; left alone"));
                return false;
            }
            Found first = new FrameScanner(file, is == FileHeader.SOUND ? FileHeader.LENGTH : 0).next(file.length());
            boolean foreign =
                    is == FileHeader.DAMAGED && file.length() > FileHeader.LENGTH && isAllDamaged(first, file);
            if (foreign) {
                problems.accept(new SpoolProblem(path, 0, "is no segment; left alone"));
                return false;
            }
            long unsealed = trust.unsealed(path, file);
            if (!isOurs(path, Origin.of(file, trust, unsealed))) {
                return false;
            }
            if (first instanceof Found.Sound sound
                    && sound.frame().kind() == Kind.OPENING
                    && trust.holds(sound.frame(), sound.end(), unsealed)) {
                remember(path, Opening.read(sound.frame().content()));
            }
        } catch (IOException | RuntimeException e) {
            problems.accept(SpoolProblem.of(path, "cannot be read: " + e));
        }
        return true;
    }

    /** What holds frames, and none of them ours, stays where it is: it is read after all where the home's key was another by mistake. */
    private boolean isOurs(Path path, Origin origin) {
        anySealed |= origin.sealed();
        if (origin.genuine()) {
            genuine.add(path);
        }
        if (origin.foreign() != null) {
            problems.accept(Origin.problem(path, origin.foreign()));
            setAside++;
        }
        return origin.foreign() == null;
    }

    private static boolean isAllDamaged(@Nullable Found first, Disk.DiskFile file) throws IOException {
        return first instanceof Found.Damaged damaged && damaged.end() >= file.length();
    }

    private void remember(Path path, Opening opening) {
        openings.put(path, opening);
        sealedLengths.merge(opening.previous(), opening.previousLength(), Math::min);
        if (opening.segment() != SegmentNames.number(path)) {
            problems.accept(SpoolProblem.of(
                    path,
                    "bears another name than it was given: it is segment " + opening.segment()
                            + " and is read in that one's place"));
        }
        lastNumber = Math.max(lastNumber, opening.segment());
    }

    private void readSegment(Path path, boolean last) {
        Opening opening = openings.get(path);
        long number = opening == null ? SegmentNames.number(path) : opening.segment();
        Segment segment = new Segment(number, path, 0, false);
        segments.add(segment);
        try (Disk.DiskFile file = disk.open(path)) {
            readFrames(segment, file, last && !sealedLengths.containsKey(number));
            if (opening != null && opening.key() != null && segment.waiting() > 0) {
                keys.add(opening.key());
            }
        } catch (IOException e) {
            segment.leaveUnread();
            problems.accept(SpoolProblem.of(path, "cannot be read: " + e));
        }
    }

    private void readFrames(Segment segment, Disk.DiskFile file, boolean mayBeTorn) throws IOException {
        long length = file.length();
        long end = Math.min(length, sealedLengths.getOrDefault(segment.number(), length));
        tellShort(segment, length);
        segment.setLength(end);
        segment.trustUnsealed(trust.unsealed(segment.path(), file));
        long start = FileHeader.startOfFrames(file);
        if (start == 0 && length >= FileHeader.LENGTH) {
            tellDamage(segment, new SpoolProblem(segment.path(), 0, "the header is damaged"));
        }
        FrameScanner scanner = new FrameScanner(file, start);
        Expected expected = new Expected();
        for (Found found = scanner.next(end); found != null; found = scanner.next(end)) {
            if (found instanceof Found.Sound it) {
                readFrame(segment, it, expected);
            } else if (found instanceof Found.Damaged it && it.torn() && mayBeTorn) {
                segment.setLength(it.offset());
                torn.add(segment);
            } else if (found.offset() > 0) {
                tellDamage(segment, damage(segment, found));
            }
        }
    }

    private void readFrame(Segment segment, Found.Sound found, Expected expected) {
        Frame frame = found.frame();
        anySealed |= frame.isSealed();
        if (!trust.holds(frame, found.end(), segment.unsealed())) {
            tellForeign(segment, found);
            return;
        }
        try {
            switch (frame.kind()) {
                case OPENING -> {}
                case RECORD -> segment.add(frame.id());
                case DONE -> DoneMark.read(frame.content(), done);
            }
        } catch (IOException | RuntimeException e) {
            tellDamage(segment, new SpoolProblem(segment.path(), found.offset(), "cannot be understood: " + e));
        }
        String gap = frame.kind() == Kind.OPENING ? null : expected.meet(frame);
        if (gap != null && !segment.isDamaged()) {
            tellDamage(segment, new SpoolProblem(segment.path(), found.offset(), gap));
        }
    }

    /** Within a segment sequences follow upon each other. */
    private static final class Expected {
        private @Nullable UUID spool;
        private long next;

        @Nullable
        String meet(Frame frame) {
            boolean asExpected = spool == null || (frame.spool().equals(spool) && frame.sequence() == next);
            String gap = asExpected
                    ? null
                    : "here " + spool + ":" + next + " was expected, and " + frame.id()
                            + " is found; it is read all the" + " same";
            spool = frame.spool();
            next = frame.sequence() + 1;
            return gap;
        }
    }

    static SpoolProblem damage(Segment segment, Found found) {
        return new SpoolProblem(
                segment.path(),
                found.offset(),
                (found.end() - found.offset()) + " bytes are damaged; reading goes on at byte " + found.end());
    }

    /** Once for each file: whoever can put one there can put a million frames into it. */
    private void tellForeign(Segment segment, Found.Sound found) {
        if (segment.leaveForeign()) {
            tellDamage(segment, Origin.problem(segment.path(), found));
        }
    }

    private void tellDamage(Segment segment, SpoolProblem problem) {
        segment.damage();
        problems.accept(problem);
    }

    private void tellShort(Segment segment, long length) {
        Long sealed = sealedLengths.get(segment.number());
        if (sealed != null && length < sealed) {
            tellDamage(
                    segment,
                    new SpoolProblem(
                            segment.path(), length, "ends here; " + (sealed - length) + " bytes of it are missing"));
        }
    }

    private void tellMissing() {
        long before = 0;
        for (Segment segment : segments.all()) {
            Opening opening = openings.get(segment.path());
            if (opening != null && before > 0 && opening.previous() > before) {
                problems.accept(SpoolProblem.of(
                        SegmentNames.segment(directory, opening.previous()),
                        "is missing: " + segment.path().getFileName() + " follows upon it"));
            }
            before = segment.number();
        }
    }
}
