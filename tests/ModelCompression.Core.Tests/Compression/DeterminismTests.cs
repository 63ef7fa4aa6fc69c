using ModelCompression.Compression;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>Equal models, data and recipes give equal bytes: in any folder, with any number of threads, searched for or read from the resolved recipe.</summary>
[TestClass]
public sealed class DeterminismTests
{
    private const string Convolutions = """
        input x: float[N,3,20,20]
        v = const float[24,3,3,3] seed 1 range -0.4 0.4
        a = const float[24] seed 2
        w = const float[24,1,3,3] seed 3
        b = const float[24] seed 4
        u = const float[40,24,1,1] seed 5 range -0.4 0.4
        g = const float[40,10] seed 6
        h = const float[10] seed 7
        c1 = Conv(x, v, a) <strides=[2,2], pads=[1,1,0,0]>
        r1 = Relu(c1)
        c2 = Conv(r1, w, b) <group=24, pads=[1,1,1,1]>
        s = Add(r1, c2)
        r2 = Relu(s)
        c3 = Conv(r2, u)
        p = GlobalAveragePool(c3)
        f = Flatten(p)
        y = Gemm(f, g, h)
        output y: float[N,10]
        """;

    private const string Embeddings = """
        input ids: int64[N,S]
        table = const float[64,128] seed 1
        w = const float[128,1024] seed 2 range -0.2 0.2
        b = const float[1024] seed 3
        u = const float[1024,128] seed 4 range -0.1 0.1
        rows = Gather(table, ids)
        m = MatMul(rows, w)
        s = Add(m, b)
        t = Tanh(s)
        n = MatMul(t, u)
        y = Add(n, rows)
        output y: float[N,S,128]
        """;

    [TestMethod]
    [DataRow(Convolutions, "", "Auto", "false")]
    [DataRow(Convolutions, "Static", "Nearest", "false")]
    [DataRow(Embeddings, "", "Auto", "false")]
    [DataRow(Embeddings, "Dynamic+Embedding", "SecondOrder", "true")]
    [DataRow(Embeddings, "WeightOnly+Embedding", "SecondOrder", "false")]
    [DataRow(Embeddings, "WeightOnly+Embedding", "Nearest", "false")]
    public void Folder_threads_and_resolved_recipe_change_nothing(string text, string scheme, string rounding, string smooth)
    {
        (string, string)[] options =
        [
            ("Quantization", scheme), ("Rounding", rounding), ("SmoothQuant", smooth), ("Goal", "Size"), ("MaxMetricDrop", "0.0001"),
            ("WeightBits", scheme.StartsWith("WeightOnly", StringComparison.Ordinal) ? "4" : "8"),
        ];
        using var first = new Pipeline();
        var one = Run(first, text, options);
        using var second = new Pipeline();
        var two = Run(second, text, [.. options, ("Threads", "2")]);
        using var third = new Pipeline();
        File.WriteAllText(Path.Combine(third.Root, "again.json"), one.Recipe);
        var again = Run(third, text, [("Recipe", "again.json"), ("Threads", "2")]);

        Assert.AreEqual(one.Recipe, two.Recipe);
        Assert.AreEqual(one.Recipe, again.Recipe);
        CollectionAssert.AreEqual(one.Bytes, two.Bytes);
        CollectionAssert.AreEqual(one.Bytes, again.Bytes);
        CollectionAssert.IsSubsetOf(scheme.Split('+', StringSplitOptions.RemoveEmptyEntries), one.Schemes.ToArray());
    }

    private static (string Recipe, byte[] Bytes, IReadOnlyList<string> Schemes) Run(Pipeline pipeline, string text, (string, string)[] options)
    {
        var model = GraphText.Parse(text);
        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model, count: 40), options);
        Assert.IsNotEmpty(outcome.Result.Candidate.Layers);
        return (ResolvedRecipe.ToJson(outcome.Result.Candidate.Recipe, outcome.Result.Candidate.Rules), File.ReadAllBytes(outcome.OutputPath), outcome.Schemes);
    }
}
