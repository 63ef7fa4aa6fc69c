using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Data.Audio;

/// <summary>A positive part of a recording.</summary>
/// <param name="Start">Seconds, 0 or more.</param>
/// <param name="End">Seconds, after the start.</param>
/// <param name="Line">Where the list has it.</param>
internal sealed record Segment(double Start, double End, long Line);

/// <summary>Turns positive parts into labels of frames.</summary>
internal static class FrameLabels
{
    /// <summary>A frame is positive when its middle, <c>(start + frame / 2) / rate</c>, lies in a part: at or after its start, before its end.</summary>
    /// <param name="list">The file that has the parts, for messages.</param>
    /// <exception cref="UserErrorException">MC2007: a part starts after the end of the recording.</exception>
    public static FramesLabel Of(AudioPipeline audio, string file, IReadOnlyList<Segment> segments, string list)
    {
        var samples = audio.SamplesOf(file);
        var duration = (double)samples / audio.Spec.SampleRate;
        if (segments.FirstOrDefault(segment => segment.Start >= duration) is { } beyond)
        {
            throw new UserErrorException(Codes.LabelsMissing,
                FormattableString.Invariant($"Data set '{Path.GetFileName(list)}': line {beyond.Line} starts at {beyond.Start} s, but '{Path.GetFileName(file)}' lasts {duration:0.###} s."), list);
        }

        var positive = new bool[audio.Spec.FramesOf(samples)];
        var (frame, hop) = (audio.Spec.Frame ?? 0, audio.Spec.Hop ?? 0);
        for (var i = 0; i < positive.Length; i++)
        {
            var middle = (((double)i * hop) + (frame / 2.0)) / audio.Spec.SampleRate;
            positive[i] = segments.Any(segment => middle >= segment.Start && middle < segment.End);
        }

        return new FramesLabel(positive);
    }
}
