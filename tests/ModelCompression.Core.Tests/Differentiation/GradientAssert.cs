using ModelCompression.Differentiation;
using ModelCompression.Differentiation.Losses;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Differentiation;

/// <summary>Compares gradients with central differences of the outputs the runtime computes, each output element with a random factor.</summary>
internal static class GradientAssert
{
    /// <summary>Largest difference as a share of the tensor's largest derivative.</summary>
    public const double Tolerance = 1e-3;

    private const double SmoothStep = 1.0 / 32;
    private const double PiecewiseStep = 1.0 / 256;

    /// <summary>Least share of elements that lie on a smooth piece.</summary>
    private const double LeastKept = 0.75;

    /// <summary>Five-point differences: the error is of fourth order in the step of 1/32.</summary>
    /// <param name="wanted">Names of inputs and constants.</param>
    public static void AgreesSmoothly(string text, params string[] wanted) => AgreesByStep(text, SmoothStep, wanted);

    /// <summary>As <see cref="AgreesSmoothly"/>, with the larger step that small derivatives behind large outputs need.</summary>
    public static void AgreesByStep(string text, double step, params string[] wanted) => Agrees(GraphText.Parse(text), wanted, (differences, element) => differences.Smooth(element, step));

    /// <summary>
    /// Two-point differences with a step of 1/256, for what is linear in pieces; elements where the derivatives to the left and to the right differ are left out, a
    /// quarter of them at most.
    /// </summary>
    public static void AgreesInPieces(string text, params string[] wanted) =>
        Agrees(GraphText.Parse(text), wanted, (differences, element) => differences.Piecewise(element, PiecewiseStep));

    /// <summary>Asserts that the gradient of the first output by <paramref name="wanted"/> is refused.</summary>
    public static string Refuses(string text, params string[] wanted)
    {
        var model = GraphText.Parse(text);
        var error = Assert.ThrowsExactly<UserErrorException>(() => GradientGraph.Build(model, new LossSpec(new WeightedOutputLoss(model.Graph.Outputs[0])), Find(model, wanted)));
        Assert.AreEqual(Codes.NoGradient, error.Diagnostic.Code);
        return error.Diagnostic.Message;
    }

    public static List<Value> Find(Model model, params IEnumerable<string> names)
    {
        var values = model.Graph.Inputs.Concat(model.Graph.Initializers).Concat(model.Graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>()).ToList();
        return [.. names.Select(name => values.First(value => value.Name == name))];
    }

    private static void Agrees(Model model, string[] wanted, Func<Differences, int, double?> difference)
    {
        var before = GraphText.Print(model);
        var losses = model.Graph.Outputs.Select(output => new WeightedOutputLoss(output)).ToArray<LossTerm>();
        var gradients = GradientGraph.Build(model, new LossSpec(losses), Find(model, wanted));
        Assert.AreEqual(before, GraphText.Print(model), "The model was changed.");
        GraphVerifier.Verify(gradients.Model, nameof(GradientGraph));
        using var runner = new OrtRunnerFactory().Load(gradients.Model, new RunnerOptions());
        using var plain = new OrtRunnerFactory().Load(gradients.Model, new RunnerOptions(Optimize: false));
        var sample = Sample(model, gradients);
        var exact = plain.Run(sample).Skip(losses.Length + 1).Select(data => data.ToFloats()).ToList();
        var found = runner.Run(sample).Skip(losses.Length + 1).Select(data => data.Copy()).ToList();
        for (var i = 0; i < wanted.Length; i++)
        {
            var data = sample.Inputs[wanted[i]];
            Assert.AreEqual(data.Shape.ToString(), found[i].Shape.ToString(), $"Shape of the gradient of {wanted[i]}");
            var differences = new Differences(plain, sample, gradients, wanted[i]);
            Compare(wanted[i], found[i].ToFloats(), exact[i], [.. Enumerable.Range(0, (int)data.Count).Select(element => difference(differences, element))]);
        }
    }

    private static void Compare(string name, float[] found, float[] exact, double?[] wanted)
    {
        var range = wanted.Max(value => Math.Abs(value ?? 0));
        Assert.IsGreaterThan(0, range, $"{name} has no influence: nothing is tested.");
        Assert.IsGreaterThanOrEqualTo(LeastKept * wanted.Length, wanted.Count(value => value is not null), $"{name} lies on kinks");
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] is { } value)
            {
                Assert.AreEqual(value, found[i], Tolerance * range, $"grad({name}), element {i}");
                Assert.AreEqual(value, exact[i], Tolerance * range, $"grad({name}) without optimizations, element {i}");
            }
        }
    }

    /// <summary>Random inputs, the constants as they are, and random factors of the sizes the outputs have.</summary>
    private static Sample Sample(Model model, GradientModel gradients)
    {
        using var forward = new OrtRunnerFactory().Load(model, new RunnerOptions(Optimize: false));
        var sample = SeededTensors.SampleFor(model, 1);
        var outputs = forward.Run(sample);
        var inputs = new Dictionary<string, TensorData>(sample.Inputs, StringComparer.Ordinal);
        foreach (var gradient in gradients.Gradients.Where(gradient => gradient.Source.Initializer is not null))
        {
            inputs[gradient.Value.Name] = gradient.Source.Initializer!; // not null: filtered
        }

        var random = new Random(7);
        for (var i = 0; i < outputs.Count; i++)
        {
            var factors = Enumerable.Range(0, (int)outputs[i].Count).Select(_ => (float)(random.NextDouble() + 0.5) * (random.Next(2) == 0 ? -1 : 1)).ToArray();
            inputs[gradients.LossInputs[i].Name] = TensorData.Floats(outputs[i].Shape, factors);
        }

        return new Sample("random", inputs);
    }
}
