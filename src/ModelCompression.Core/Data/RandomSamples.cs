using System.Buffers.Binary;
using ModelCompression.Data.Arrays;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data;

/// <summary>
/// Seeded inputs for a model that comes without data. Floats are standard normal (sum of twelve uniform numbers less six, the same on every machine);
/// 8-bit integers are uniform over their range. Wider integers go by the input's name: <c>mask</c> is 1, <c>type</c> and <c>segment</c> are 0,
/// <c>position</c> counts along the last axis, anything else is an id from 0 to a limit. Booleans and other masks are 1, integer scalars are 1.
/// A symbolic or unknown axis is 1 in front, 3 and 64 where a float image has channels and sides, else 8; one symbol has one size throughout the model.
/// </summary>
public static class RandomSamples
{
    private const long SequenceSize = 8;
    private const long ImageSide = 64;
    private const long ImageChannels = 3;
    private const int LanesPerDraw = 4;

    /// <summary>Samples <c>random #0</c>, <c>random #1</c>, ...; equal arguments give equal bytes, and sample i does not depend on the count.</summary>
    /// <param name="inputs">The model's required inputs.</param>
    /// <param name="idLimit">Ids are below this; lower it for a model with a smaller vocabulary.</param>
    /// <exception cref="UserErrorException">MC2004: an input is no numeric tensor.</exception>
    public static IReadOnlyList<Sample> Create(IReadOnlyList<Port> inputs, int count, int seed, int idLimit = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(idLimit);
        var shapes = Shapes(inputs);
        return [.. Enumerable.Range(0, count).Select(index => new Sample(
            FormattableString.Invariant($"random #{index}"),
            inputs.Select((input, position) => (input.Name, Tensor: Fill(input, shapes[position], new Draws(seed, index, position), idLimit)))
                .ToDictionary(pair => pair.Name, pair => pair.Tensor, StringComparer.Ordinal)))];
    }

    private static List<Shape> Shapes(IReadOnlyList<Port> inputs)
    {
        var symbols = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            if (input.Type?.Dims is [{ Symbol: { } batch }, ..])
            {
                symbols[batch] = 1;
            }
        }

        return [.. inputs.Select(input => ShapeOf(input, symbols))];
    }

    private static Shape ShapeOf(Port input, Dictionary<string, long> symbols)
    {
        var dims = input.Type?.Dims ?? [Dimension.Of(1)];
        var isImage = dims.Count == 4 && InputFit.ElementOf(input).IsFloatingPoint();
        var sizes = new long[dims.Count];
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            var free = axis == 0 ? 1 : !isImage ? SequenceSize : IsChannels(dims, axis) ? ImageChannels : ImageSide;
            sizes[axis] = dims[axis].Size ?? (dims[axis].Symbol is not { } symbol ? free : symbols.TryGetValue(symbol, out var known) ? known : symbols[symbol] = free);
        }

        return new Shape(sizes);
    }

    /// <summary>The second axis counts channels, unless the last one visibly does.</summary>
    private static bool IsChannels(IReadOnlyList<Dimension> dims, int axis) => axis == 1 && (dims[3].Size is null or > 4);

    private static TensorData Fill(Port input, Shape shape, Draws draws, int idLimit)
    {
        var element = InputFit.ElementOf(input);
        var value = ValueOf(input.Name, element, shape, draws, idLimit);
        var doubles = new byte[checked(shape.Count * sizeof(double))];
        for (var i = 0; i < shape.Count; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(doubles.AsSpan(i * sizeof(double)), value(i));
        }

        return ElementCast.Cast(ElementType.Double, doubles, shape, element, $"Random data for input '{input.Name}'");
    }

    private static Func<int, double> ValueOf(string name, ElementType element, Shape shape, Draws draws, int idLimit)
    {
        bool Named(string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);
        if (element == ElementType.Bool || Named("mask"))
        {
            return _ => 1;
        }

        switch (element)
        {
            case ElementType.UInt8: return _ => draws.Below(256);
            case ElementType.Int8: return _ => draws.Below(256) - 128;
            case ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16: return _ => draws.Normal();
        }

        if (shape.Rank == 0)
        {
            return _ => 1;
        }

        if (Named("position"))
        {
            return i => i % shape[shape.Rank - 1];
        }

        return Named("type") || Named("segment") ? _ => 0 : _ => draws.Below(idLimit);
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), started from seed, sample and input.</summary>
    private sealed class Draws
    {
        private ulong _state;

        public Draws(int seed, int sample, int input)
        {
            _state = (uint)seed;
            _state = Next() ^ (uint)sample;
            _state = Next() ^ (uint)input;
        }

        public long Below(int limit) => (long)(((UInt128)Next() * (ulong)limit) >> 64);

        /// <summary>Twelve 16-bit lanes of three draws, each uniform in (0, 1), summed and centred.</summary>
        public double Normal()
        {
            long sum = 0;
            for (var draw = 0; draw < 12 / LanesPerDraw; draw++)
            {
                var bits = Next();
                for (var lane = 0; lane < LanesPerDraw; lane++)
                {
                    sum += (ushort)(bits >> (16 * lane));
                }
            }

            return (sum + 6) / 65536.0 - 6;
        }

        private ulong Next()
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
