using System.Runtime.InteropServices;
using ModelCompression.Data.Arrays;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Audio;

/// <summary>Makes one model input of recordings: whole ones, or their frames. Thread-safe.</summary>
internal sealed class AudioPipeline
{
    private const int MaxSamples = 200_000_000;
    private const long MaxFeatures = 100_000_000;
    private const long MaxTransformed = 2_000_000_000;
    private const double LeastVariance = 1e-7;

    private readonly Port _input;
    private readonly string _specName;
    private readonly LogMel? _features;
    private readonly Dictionary<int, AudioResampler> _resamplers = [];

    /// <exception cref="UserErrorException">MC2004: the input takes another type.</exception>
    public AudioPipeline(AudioInputSpec spec, Port input, string specName)
    {
        Spec = spec;
        _input = input;
        _specName = specName;
        _features = spec.Features is { } features ? new LogMel(features, spec.SampleRate) : null;
        if (InputFit.ElementOf(input) != spec.Element)
        {
            throw new UserErrorException(Codes.DataMismatch, $"{specName}: 'inputs.{input.Name}' makes {spec.Element}; the model's input takes {input.Type?.Element}. Set \"dtype\".");
        }
    }

    public AudioInputSpec Spec { get; }

    /// <summary>How many samples a file has at the spec's rate, from its header alone.</summary>
    /// <exception cref="UserErrorException">MC2008: the file cannot be read, or is too long at that rate.</exception>
    public int SamplesOf(string file)
    {
        var header = WaveHeader.Read(file);
        var length = AudioResampler.LengthOf(header.Frames, header.SampleRate, Spec.SampleRate);
        return length <= MaxSamples ? (int)length : throw DataFile.Invalid(file, FormattableString.Invariant($"has {length} samples at {Spec.SampleRate} Hz; at most {MaxSamples} are accepted. Cut it into pieces"));
    }

    /// <summary>Samples of a file at the spec's rate.</summary>
    /// <exception cref="UserErrorException">MC2008: it cannot be read.</exception>
    public float[] Read(string file)
    {
        var signal = WaveFile.Read(file);
        lock (_resamplers)
        {
            return signal.SampleRate == Spec.SampleRate ? signal.Samples : ResamplerOf(signal.SampleRate, file).Run(signal.Samples);
        }
    }

    /// <summary>The input for a whole recording.</summary>
    /// <exception cref="UserErrorException">MC2004: the input takes another shape; MC2008: too short for a single window of the features.</exception>
    public TensorData Whole(float[] samples, string id)
    {
        var kept = samples.AsSpan(0, Math.Min(Spec.Length ?? samples.Length, samples.Length));
        var wanted = new float[Spec.Length ?? samples.Length];
        kept.CopyTo(wanted);
        if (Spec.Normalizes)
        {
            Normalize(wanted.AsSpan(0, kept.Length));
        }

        return Make(wanted, id);
    }

    /// <summary>The input for one frame.</summary>
    public TensorData Frame(ReadOnlySpan<float> samples, int frame, string id)
    {
        var size = Spec.Frame ?? throw new InvalidOperationException("The spec has no frames.");
        var wanted = new float[Spec.Context + size];
        var start = (frame * (long)(Spec.Hop ?? size)) - Spec.Context;
        for (var i = 0; i < wanted.Length; i++)
        {
            var at = start + i;
            wanted[i] = at >= 0 && at < samples.Length ? samples[(int)at] : 0;
        }

        return Make(wanted, id);
    }

    /// <summary>The inputs for all frames, one after the other along a new axis in front.</summary>
    public TensorData Frames(float[] samples, string id)
    {
        var count = Spec.FramesOf(samples.Length);
        var first = Frame(samples, 0, id);
        var size = first.Bytes.Length;
        if ((long)size * count > Array.MaxLength)
        {
            throw new UserErrorException(Codes.InvalidData, $"The {count} frames of '{id}' take more than 2 GB. Cut the recording into pieces.");
        }

        var bytes = new byte[size * count];
        for (var frame = 0; frame < count; frame++)
        {
            Frame(samples, frame, id).Bytes.CopyTo(bytes.AsMemory(frame * size));
        }

        return new TensorData(first.Element, new Shape([count, .. first.Shape.Dims]), bytes);
    }

    /// <summary><c>(x - mean) / sqrt(variance + 1e-7)</c> with the variance over all samples, as wav2vec 2.0 expects it.</summary>
    private static void Normalize(Span<float> samples)
    {
        double sum = 0, squares = 0;
        foreach (var sample in samples)
        {
            sum += sample;
        }

        var mean = sum / samples.Length;
        foreach (var sample in samples)
        {
            squares += (sample - mean) * (sample - mean);
        }

        var deviation = Math.Sqrt((squares / samples.Length) + LeastVariance);
        foreach (ref var sample in samples)
        {
            sample = (float)((sample - mean) / deviation);
        }
    }

    private TensorData Make(ReadOnlySpan<float> samples, string id)
    {
        var scaled = new float[samples.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = (float)(samples[i] * Spec.Scale);
        }

        var (values, shape) = _features is null ? (Array.ConvertAll(scaled, value => (double)value), new Shape(scaled.Length)) : Features(scaled, id);
        var perMel = values.Length / Spec.Mean.Count;
        for (var i = 0; i < values.Length; i++)
        {
            var mel = Spec.Mean.Count == 1 ? 0 : i / perMel;
            values[i] = (values[i] - Spec.Mean[mel]) / Spec.Std[mel];
        }

        if (_features is not null && Spec.Layout == FeatureLayout.TimeMel)
        {
            (values, shape) = Transposed(values, shape);
        }

        return ToTensor(values, InputFit.Require(shape, _input, $"{_specName} on '{id}'"));
    }

    private (double[] Values, Shape Shape) Features(float[] samples, string id)
    {
        if (Spec.Features is not { } spec || _features is null || LogMel.WindowsOf(spec, samples.Length) is not (> 0 and var windows))
        {
            throw new UserErrorException(Codes.InvalidData, $"'{id}' has {samples.Length} samples at {Spec.SampleRate} Hz, too few for a window of the features. Take it out, or set \"length\".");
        }

        if ((long)windows * spec.NMels > MaxFeatures || (long)windows * spec.NFft > MaxTransformed)
        {
            throw new UserErrorException(Codes.InvalidData, $"The features of '{id}' have {windows} windows of {spec.NFft} samples and {spec.NMels} mels, more than can be made. Cut the recording into pieces, or raise \"hopLength\".");
        }

        lock (_features)
        {
            return (_features.Run(samples), new Shape(spec.NMels, windows));
        }
    }

    private static (double[] Values, Shape Shape) Transposed(double[] values, Shape shape)
    {
        var (rows, columns) = ((int)shape[0], (int)shape[1]);
        var result = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            result[(i % columns * rows) + (i / columns)] = values[i];
        }

        return (result, new Shape(columns, rows));
    }

    private TensorData ToTensor(double[] values, Shape shape) => new(Spec.Element, shape, Spec.Element == ElementType.Float
        ? MemoryMarshal.AsBytes<float>(Array.ConvertAll(values, value => (float)value)).ToArray()
        : MemoryMarshal.AsBytes<Half>(Array.ConvertAll(values, value => (Half)value)).ToArray());

    private AudioResampler ResamplerOf(int rate, string file)
    {
        if (!_resamplers.TryGetValue(rate, out var resampler))
        {
            try
            {
                _resamplers[rate] = resampler = new AudioResampler(rate, Spec.SampleRate);
            }
            catch (ArgumentException problem)
            {
                throw DataFile.Invalid(file, $"has an unusual sample rate: {problem.Message} Convert it to {FormattableString.Invariant($"{Spec.SampleRate}")} Hz", problem);
            }
        }

        return resampler;
    }
}
