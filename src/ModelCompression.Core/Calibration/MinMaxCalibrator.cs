using System.Numerics.Tensors;
using ModelCompression.Analysis;

namespace ModelCompression.Calibration;

/// <summary>The smallest interval that holds every value seen.</summary>
[Strategy("MinMax", "The smallest and largest value seen.")]
public sealed class MinMaxCalibrator : ICalibrator
{
    public IRangeObserver Observe() => new Observer();

    private sealed class Observer : IRangeObserver
    {
        private ActivationRange? _range;

        public ActivationRange? Range => _range is { } range && float.IsFinite(range.Min) && float.IsFinite(range.Max) ? range : null;

        public void Add(ReadOnlySpan<float> values)
        {
            if (values.IsEmpty)
            {
                return;
            }

            var seen = new ActivationRange(TensorPrimitives.Min(values), TensorPrimitives.Max(values));
            _range = _range?.Union(seen) ?? seen;
        }
    }
}
