using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

/// <summary>Smallest and largest value of tensors on one seeded sample.</summary>
internal static class MeasuredRanges
{
    public static IReadOnlyDictionary<Value, ActivationRange> Of(Model model, IReadOnlyList<Value> values, int seed)
    {
        var sample = SeededTensors.SampleFor(model, seed);
        var produced = values.Where(value => !value.IsGraphInput).ToList();
        using var runner = new OrtRunnerFactory().Load(model, new RunnerOptions(Optimize: false), produced);
        var tensors = produced.Zip(runner.Run(sample).Skip(runner.Outputs.Count - produced.Count))
            .Concat(values.Where(value => value.IsGraphInput).Select(value => (value, sample.Inputs[value.Name])));
        return tensors.ToDictionary(pair => pair.Item1, pair => new ActivationRange(pair.Item2.ToFloats().Min(), pair.Item2.ToFloats().Max()));
    }
}
