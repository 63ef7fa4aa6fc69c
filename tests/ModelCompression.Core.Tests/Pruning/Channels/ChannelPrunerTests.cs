using ModelCompression.Core.Tests.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Pruning;
using ModelCompression.Pruning.Channels;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Pruning.Channels;

/// <summary>Whole channels removed: chosen, fitted, cut and checked.</summary>
[TestClass]
public sealed class ChannelPrunerTests
{
    private const string Text = """
        input x: float[1,3,8,8]
        w1 = const float[16,3,3,3] seed 1  b1 = const float[16] seed 2
        a = Conv(x, w1, b1) <pads=[1,1,1,1]>
        r = Relu(a)
        w2 = const float[16,16,3,3] seed 3  b2 = const float[16] seed 4
        b = Conv(r, w2, b2) <pads=[1,1,1,1]>
        s = Relu(b)
        p = GlobalAveragePool(s)
        f = Flatten(p)
        w3 = const float[16,5] seed 5  b3 = const float[5] seed 6
        y = Gemm(f, w3, b3)
        output y
        """;

    [TestMethod]
    [DataRow(0.3)]
    [DataRow(0.6)]
    public void As_many_multiply_adds_go_as_asked_for(double share)
    {
        var narrowed = Run(share);

        var left = (double)narrowed.MultiplyAdds.After / narrowed.MultiplyAdds.Before;
        Assert.IsLessThanOrEqualTo(1 - share, left);
        Assert.IsGreaterThan(1 - share - 0.25, left, "one step of 4 channels of 16 at most beyond");
        Assert.IsGreaterThan(0, narrowed.Removed);
        GraphVerifier.Verify(narrowed.Model, "pruning");
    }

    [TestMethod]
    public void Nothing_asked_for_removes_nothing()
    {
        var narrowed = Run(0);

        Assert.AreEqual(0, narrowed.Removed);
        Assert.AreEqual(narrowed.MultiplyAdds.Before, narrowed.MultiplyAdds.After);
    }

    [TestMethod]
    public void Every_width_keeps_some_channels_whatever_is_asked_for()
    {
        var narrowed = Run(1);

        Assert.IsTrue(narrowed.Model.Graph.Initializers.All(value => value.Constant?.Shape.Dims.All(size => size > 0) == true));
        using var runner = new OrtRunnerFactory().Load(narrowed.Model, new RunnerOptions());
        Assert.IsTrue(runner.Run(SeededTensors.SampleFor(narrowed.Model, 7))[0].AsSpan<float>().ToArray().All(float.IsFinite));
    }

    [TestMethod]
    public void Equal_requests_give_equal_bytes_with_any_number_of_threads() =>
        CollectionAssert.AreEqual(OnnxWriter.ToBytes(Run(0.4).Model), OnnxWriter.ToBytes(Run(0.4, threads: 2).Model));

    [TestMethod]
    public void Fitted_channels_answer_better_than_channels_that_just_went()
    {
        var narrowed = Run(0.3);
        var original = Named();
        var slots = ChannelSlots.Of(original);
        slots.Mask(slots.Groups.SelectMany(group => group.Units.Take(group.Units.Count / 4)).ToHashSet()); // about as many

        Assert.IsLessThan(Noise(original) / 2, Noise(narrowed.Model));
    }

    [TestMethod]
    public void From_the_options_to_the_file()
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(Text);

        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model, count: 64), ("Pruning", "Reconstruction"), ("PruningPattern", "Channel"), ("Sparsity", "0.4"), ("Quantization", "None"), ("AccuracyControl", "false"));

        Assert.IsGreaterThanOrEqualTo(0.4, outcome.Result.Candidate.Sparsity ?? 0);
        Assert.AreEqual("Channel", outcome.Result.Candidate.Recipe["PruningPattern"]);
        outcome.IsNotLarger();
        Assert.IsTrue(outcome.Written.Graph.Initializers.Any(value => value.Constant?.Shape is { Rank: 4 } shape && shape[0] < 16));
    }

    [TestMethod]
    public void Channels_and_8_bit_integers_go_together()
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(Text);

        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model, count: 64), ("Pruning", "Reconstruction"), ("PruningPattern", "Channel"), ("Sparsity", "0.4"), ("Quantization", "Static"), ("AccuracyControl", "false"));

        Assert.Contains("Static", outcome.Schemes.ToList());
        Assert.IsGreaterThanOrEqualTo(0.4, outcome.Result.Candidate.Sparsity ?? 0);
    }

    [TestMethod]
    public void Every_criterion_ranks_channels_and_looking_at_what_is_left_is_best()
    {
        var noise = new IImportanceCriterion[] { new ReconstructionCriterion(), new ActivationCriterion(), new MagnitudeCriterion(), new RandomCriterion() }.Select(criterion => Noise(Run(0.4, criterion: criterion).Model)).ToList();

        Assert.IsTrue(noise.Skip(1).All(other => noise[0] <= other), string.Join(' ', noise));
    }

    [TestMethod]
    public void Without_data_channels_are_refused()
    {
        using var pipeline = new Pipeline();

        var error = Assert.ThrowsExactly<UserErrorException>(() => pipeline.Run(GraphText.Parse(Text), null, ("Pruning", "Magnitude"), ("PruningPattern", "Channel"), ("Sparsity", "0.4"))).Diagnostic;

        Assert.AreEqual("MC0004", error.Code);
        Assert.Contains("PruningPattern 'Channel' needs CalibrationData", error.Message);
    }

    private static NarrowedModel Run(double share, int threads = 1, IImportanceCriterion? criterion = null) =>
        new ChannelPruner(criterion ?? new ReconstructionCriterion(), new OrtRunnerFactory(), model => OnnxReader.Parse(OnnxWriter.ToBytes(model)), threads, new DiagnosticList())
            .Run(Named(), Pipeline.SamplesFor(GraphText.Parse(Text), count: 64), new ChannelSettings(share, 4, 0), CancellationToken.None);

    private static Model Named()
    {
        var model = GraphText.Parse(Text);
        foreach (var (node, index) in model.Graph.Nodes.Select((node, index) => (node, index)))
        {
            node.Name = $"n{index}";
        }

        return model;
    }

    private static double Noise(Model model)
    {
        using var before = new OrtRunnerFactory().Load(GraphText.Parse(Text), new RunnerOptions());
        using var after = new OrtRunnerFactory().Load(model, new RunnerOptions());
        return Pipeline.SamplesFor(GraphText.Parse(Text), first: 7000, count: 16).Sum(sample =>
            before.Run(sample)[0].AsSpan<float>().ToArray().Zip(after.Run(sample)[0].AsSpan<float>().ToArray(), (a, b) => (a - b) * (double)(a - b)).Sum());
    }
}
