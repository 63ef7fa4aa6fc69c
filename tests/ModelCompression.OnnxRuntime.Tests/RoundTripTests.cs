using Google.Protobuf;
using ModelCompression.Core.Tests.Onnx;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Onnx;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.OnnxRuntime.Tests;

/// <summary>What the reader and the writer promise, judged by the runtime: a model that goes through both unchanged gives the same outputs bit for bit.</summary>
[TestClass]
public sealed class RoundTripTests
{
    private readonly OrtRunnerFactory _factory = new();

    /// <summary>The models of the zoo that ONNX Runtime can run; the others use operators, types or scoping it does not know.</summary>
    private static IEnumerable<object[]> Names =>
        ModelZoo.All.Select(model => model.Name).Where(name => !Unsupported.Any(part => name.Contains(part, StringComparison.Ordinal))).Distinct().Select(name => new object[] { name });

    private static IReadOnlyList<string> Unsupported =>
    [
        "Complex", "Float8", "Float4", "Int4", "Int2 ", "attribute", "absent inputs", "types other than tensors", "unknown fields", "outer value as output", "shadow",
    ];

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Gives_the_same_outputs(string name)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["before.onnx"], ModelZoo.All.Single(model => model.Name == name).Message.ToByteArray());

        OnnxWriter.Write(OnnxReader.Read(folder["before.onnx"]), folder["after.onnx"]);

        AssertSameOutputs(folder["before.onnx"], folder["after.onnx"]);
    }

    [TestMethod]
    [DataRow("If whose branches use the same names")]
    [DataRow("nested Ifs that capture across two levels")]
    [DataRow("Loop")]
    [DataRow("Scan")]
    public void Gives_the_same_outputs_when_every_value_gets_another_name(string name)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["before.onnx"], ModelZoo.All.Single(model => model.Name == name).Message.ToByteArray());
        var model = OnnxReader.Read(folder["before.onnx"]);
        foreach (var value in model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).SelectMany(node => node.Outputs.Concat(node.Inputs)))
        {
            if (value is { IsGraphInput: false } && !model.Graph.Outputs.Contains(value))
            {
                value.Name = "x";
            }
        }

        OnnxWriter.Write(model, folder["after.onnx"]);

        AssertSameOutputs(folder["before.onnx"], folder["after.onnx"]);
    }

    [TestMethod]
    public void Gives_a_model_the_runtime_accepts_for_shadowed_names_it_refuses()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["before.onnx"], ModelZoo.All.Single(model => model.Name == "nested Ifs that shadow a name").Message.ToByteArray());
        File.WriteAllBytes(folder["meaning.onnx"], ModelZoo.All.Single(model => model.Name == "nested Ifs that capture across two levels").Message.ToByteArray());
        Assert.ThrowsExactly<UserErrorException>(() => _factory.Load(folder["before.onnx"], new RunnerOptions()));

        OnnxWriter.Write(OnnxReader.Read(folder["before.onnx"]), folder["after.onnx"]);

        AssertSameOutputs(folder["meaning.onnx"], folder["after.onnx"]);
    }

    [TestMethod]
    public void Gives_the_same_outputs_with_data_outside_and_inside_the_file()
    {
        using var folder = new TempFolder();
        var weights = Enumerable.Range(0, 2000).Select(i => (float)Math.Sin(i)).ToArray();
        var graph = Protos.Graph(
            "main",
            [Protos.Info("x", ElementType.Float, 2, 1000)],
            [Protos.Node("MatMul", ["x", "w"], ["h"]), Protos.Node("Add", ["h", "b"], ["y"])],
            [Protos.Info("y", ElementType.Float, 2, 2)],
            Protos.Tensor("w", ElementType.Float, [1000, 2], t => t.FloatData.AddRange(weights)),
            Protos.Floats("b", 1, -1));
        File.WriteAllBytes(folder["before.onnx"], Protos.Model(graph).ToByteArray());

        OnnxWriter.Write(OnnxReader.Read(folder["before.onnx"]), folder["outside.onnx"], maxBytes: 0);
        OnnxWriter.Write(OnnxReader.Read(folder["outside.onnx"]), folder["inside.onnx"]);

        Assert.AreEqual(8000, new FileInfo(folder["outside.onnx.data"]).Length);
        AssertSameOutputs(folder["before.onnx"], folder["outside.onnx"]);
        AssertSameOutputs(folder["before.onnx"], folder["inside.onnx"]);
    }

    private void AssertSameOutputs(string before, string after)
    {
        var model = OnnxReader.Read(before);
        foreach (var optimize in new[] { false, true })
        {
            using var expected = _factory.Load(before, new RunnerOptions(Optimize: optimize));
            using var actual = _factory.Load(after, new RunnerOptions(Optimize: optimize));
            CollectionAssert.AreEqual(expected.Outputs.Select(port => port.Name).ToArray(), actual.Outputs.Select(port => port.Name).ToArray());
            for (var seed = 0; seed < 4; seed++)
            {
                var sample = SeededTensors.SampleFor(model, seed);
                foreach (var (one, other) in expected.Run(sample).Zip(actual.Run(sample)))
                {
                    Assert.IsTrue(one.ContentEquals(other), $"{other} differs from {one} for seed {seed}, optimize {optimize}.");
                }
            }
        }
    }
}
