using System.Globalization;
using ModelCompression.Data;
using ModelCompression.Differentiation;
using ModelCompression.Differentiation.Losses;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Passes;
using ModelCompression.Rewriting.Opsets;
using ModelCompression.Tensors;

namespace ModelCompression.Benchmarks;

/// <summary>CPU time of a training step (loss and gradients of all weights) against plain inference of the same batch, at one thread.</summary>
internal static class GradientRun
{
    private const string Usage = "gradient MODEL BATCH [OUTPUT]";
    private const int UserError = 2;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(60);

    /// <summary>Writes the gradient model to OUTPUT where that is given.</summary>
    /// <returns>Exit code: 0, or 2 when the arguments or the model must be corrected.</returns>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        if (arguments.Length is not (2 or 3) || !int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var batch))
        {
            Console.Error.WriteLine($"Usage: {Usage}");
            return UserError;
        }

        try
        {
            var model = Prepare(OnnxReader.Read(arguments[0]), batch);
            var gradients = Differentiate(model);
            if (arguments.Length == 3)
            {
                OnnxWriter.Write(gradients.Model, arguments[2]);
            }

            Console.WriteLine(Measure(model, gradients, batch));
            return 0;
        }
        catch (UserErrorException e)
        {
            Console.Error.WriteLine($"{e.Diagnostic.Code}: {e.Diagnostic.Message}");
            return UserError;
        }
    }

    /// <summary>The model in plain form with a fixed batch.</summary>
    private static Model Prepare(Model model, int batch)
    {
        foreach (var value in model.Graph.RequiredInputs.Concat(model.Graph.Outputs))
        {
            if (value.Type is { Dims: { Count: > 0 } dims } type)
            {
                value.Type = type with { Dims = [Dimension.Of(batch), .. dims.Skip(1)] };
            }
        }

        foreach (var value in model.Graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>().Where(value => !value.IsGraphOutput))
        {
            value.Type = null;
        }

        var diagnostics = new DiagnosticList();
        StandardPasses.Normalize(model, new OrtRunnerFactory(), diagnostics);
        OpsetConversion.Raise(model);
        return model;
    }

    private static GradientModel Differentiate(Model model)
    {
        var weights = model.Graph.Initializers.Where(value => value.Initializer?.Element == ElementType.Float && value.Uses.Any(IsWeight)).ToList();
        return GradientGraph.Build(model, new LossSpec(new CrossEntropyLoss(model.Graph.Outputs[0])), weights);
    }

    private static bool IsWeight(Use use) => use.Index is 1 or 2 && use.Node.IsAny("Conv", "Gemm", "MatMul", "ConvTranspose", "LayerNormalization");

    private static string Measure(Model model, GradientModel gradients, int batch)
    {
        var runners = new OrtRunnerFactory();
        using var forward = runners.Load(model, new RunnerOptions());
        using var step = runners.Load(gradients.Model, new RunnerOptions());
        var inputs = new Dictionary<string, TensorData>(RandomSamples.Create(forward.Inputs, 1, seed: 0)[0].Inputs, StringComparer.Ordinal);
        foreach (var gradient in gradients.Gradients)
        {
            inputs[gradient.Value.Name] = gradient.Source.Initializer ?? throw new InvalidOperationException($"{gradient.Source} is no weight.");
        }

        foreach (var labels in gradients.LossInputs)
        {
            inputs[labels.Name] = TensorData.Int64s(new Shape(batch), [.. Enumerable.Range(0, batch).Select(i => i % 2L)]);
        }

        var ratio = new LatencyMeter(() => Environment.CpuUsage.TotalTime).Measure(step, forward, [new Sample("batch", inputs)], Budget, CancellationToken.None);
        return string.Create(CultureInfo.InvariantCulture,
            $"A step costs {ratio.Ratio:0.00} forward passes (quartiles {ratio.LowerQuartile:0.00} to {ratio.UpperQuartile:0.00}), {ratio.OriginalMilliseconds:0.0} ms against {ratio.CompressedMilliseconds:0.0} ms, batch {batch}, {gradients.Gradients.Count} weights, {ratio.Pairs} pairs, {runners.CpuClass}, {runners.Runtime}");
    }
}
