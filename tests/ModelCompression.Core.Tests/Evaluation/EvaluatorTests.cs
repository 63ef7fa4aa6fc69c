using System.Text.Json;
using ModelCompression.Diagnostics;
using ModelCompression.Evaluation;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Evaluation;

[TestClass]
public sealed class EvaluatorTests
{
    /// <summary>The original is right unless x is divisible by 10; the candidate is wrong when x is divisible by 4.</summary>
    private readonly FakeFactory _factory = new(new Dictionary<string, Func<TensorData, TensorData>>(StringComparer.Ordinal)
    {
        ["original"] = x => ScoresFor(x, wrong: X(x) % 10 == 0),
        ["candidate"] = x => ScoresFor(x, wrong: X(x) % 4 == 0),
    });

    [TestMethod]
    public void Measures_both_models_on_the_same_samples()
    {
        var result = Measure(new Top1(), Samples(20));

        Assert.AreEqual(18 / 20.0, result.Original);
        Assert.AreEqual(15 / 20.0, result.Compressed);
        Assert.AreEqual(3 / 20.0, result.Drop);
        Assert.AreEqual(new SuccessCounts(18, 15, Broken: 4, Repaired: 1), result.Counts);
        Assert.AreEqual(20, result.Samples);
        Assert.AreEqual("Top1 other Fake 1.0", $"{result.Metric} {result.CpuClass} {result.Runtime}");
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).Select(i => i % 4 == 0 ? 0.0 : 1.0).ToArray(), result.Outcomes.Compressed.ToArray());
        Assert.AreEqual("#4 #8 #12 #16 #10", string.Join(' ', result.Changed.Select(changed => changed.Sample)));
        Assert.AreEqual("y", result.Fidelity.Outputs.Single().Name);
        Assert.AreEqual(0, _factory.Open);
    }

    [TestMethod]
    public void Fidelity_of_the_original_is_one_by_definition()
    {
        var result = Measure(new Fidelity(), Samples(20));

        Assert.AreEqual(1.0, result.Original);
        Assert.AreEqual(result.Fidelity.Cosine, result.Compressed);
        Assert.AreEqual(1 - result.Compressed, result.Drop);
        Assert.IsNull(result.Counts);
        Assert.HasCount(20, result.Outcomes.Compressed);
        Assert.IsEmpty(result.Outcomes.Original);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public void Results_do_not_depend_on_the_number_of_threads(int threads)
    {
        var expected = JsonSerializer.Serialize(Measure(new Fidelity(), Samples(200)));

        var actual = JsonSerializer.Serialize(Measure(new Fidelity(), Samples(200), threads));

        Assert.AreEqual(expected, actual);
        Assert.AreEqual(2 + 2 * threads, _factory.Loaded);
        Assert.AreEqual(0, _factory.Open);
    }

    [TestMethod]
    public void Samples_are_read_once()
    {
        var read = 0;
        Measure(new Top1(), Samples(50).Select(sample =>
        {
            read++;
            return sample;
        }));

        Assert.AreEqual(50, read);
    }

    [TestMethod]
    public void No_samples_is_a_coded_error()
    {
        var error = Assert.ThrowsExactly<UserErrorException>(() => Measure(new Top1(), []));

        Assert.AreEqual(Codes.EmptyData, error.Diagnostic.Code);
        StringAssert.Contains(error.Diagnostic.Message, "'data/validation'");
        Assert.AreEqual(0, _factory.Open);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void The_first_sample_that_fails_is_the_one_reported(int threads)
    {
        var samples = Samples(100).Select((sample, i) => i is 37 or 38 or 90 ? sample with { Label = null } : sample);

        var error = Assert.ThrowsExactly<UserErrorException>(() => Measure(new Top1(), samples, threads));

        Assert.AreEqual(Codes.LabelsMissing, error.Diagnostic.Code);
        StringAssert.Contains(error.Diagnostic.Message, "'#37'");
        Assert.AreEqual(0, _factory.Open);
    }

    [TestMethod]
    public void Models_with_other_outputs_are_refused()
    {
        var factory = new FakeFactory(new Dictionary<string, Func<TensorData, TensorData>> { ["original"] = x => x, ["candidate"] = x => x }) { CandidateOutputs = ["z"] };

        var error = Assert.ThrowsExactly<UserErrorException>(() =>
            new Evaluator(factory).Measure(Request(new Top1(), 1), Samples(3), null, new DiagnosticList(), CancellationToken.None));

        Assert.AreEqual(Codes.SignatureDiffers, error.Diagnostic.Code);
        StringAssert.Contains(error.Diagnostic.Message, "The outputs of 'candidate' (z) are not those of 'original' (y)");
        Assert.AreEqual(0, factory.Open);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Cancellation_ends_it(int threads)
    {
        using var source = new CancellationTokenSource();
        var samples = Samples(1000).Select((sample, i) =>
        {
            if (i == 40)
            {
                source.Cancel();
            }

            return sample;
        });

        Assert.ThrowsExactly<OperationCanceledException>(() => new Evaluator(_factory).Measure(Request(new Top1(), threads), samples, 1000, new DiagnosticList(), source.Token));
        Assert.AreEqual(0, _factory.Open);
    }

    [TestMethod]
    public void Progress_ends_at_one_when_the_count_is_known()
    {
        var diagnostics = new ProgressRecorder();
        new Evaluator(_factory).Measure(Request(new Top1(), 1), Samples(251), 251, diagnostics, CancellationToken.None);

        Assert.HasCount(126, diagnostics.Shares); // every second sample, and the last
        Assert.AreEqual(1.0, diagnostics.Shares[^1]);
        CollectionAssert.AreEqual(diagnostics.Shares.Order().ToArray(), diagnostics.Shares.ToArray());
    }

    [TestMethod]
    public void Result_survives_json()
    {
        var result = Measure(new Top1(), Samples(20));
        var json = JsonSerializer.Serialize(result);

        Assert.AreEqual(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<EvaluationResult>(json)));
        StringAssert.Contains(json, "\"Drop\":0.15");
    }

    private static int X(TensorData x) => (int)x.ToFloats()[0];

    private static TensorData ScoresFor(TensorData x, bool wrong)
    {
        var scores = new float[3];
        scores[(X(x) + (wrong ? 1 : 0)) % 3] = 1 + X(x) * 0.1f;
        scores[(X(x) + 2) % 3] = 0.3f;
        return TensorData.Floats(new Shape(1, 3), scores);
    }

    private static IEnumerable<Sample> Samples(int count) => Enumerable.Range(0, count).Select(i =>
        new Sample($"#{i}", new Dictionary<string, TensorData> { ["x"] = TensorData.Scalar(i) }, new ClassLabel(i % 3)));

    private static EvaluationRequest Request(IMetric metric, int threads) => new("original", "candidate", metric, "data/validation", threads);

    private EvaluationResult Measure(IMetric metric, IEnumerable<Sample> samples, int threads = 1) =>
        new Evaluator(_factory).Measure(Request(metric, threads), samples, null, new DiagnosticList(), CancellationToken.None);

    private sealed class ProgressRecorder : IDiagnostics
    {
        public List<double> Shares { get; } = [];

        public void Report(Diagnostic diagnostic)
        {
        }

        public void Progress(string message, double? share = null) => Shares.Add(share ?? -1);
    }
}
