using BenchmarkDotNet.Attributes;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Tensors;

namespace ModelCompression.Benchmarks;

/// <summary>Reading and writing a model of 64 layers with 16 MB of weights, in memory.</summary>
[MemoryDiagnoser]
public class OnnxBenchmarks
{
    private const int Layers = 64;
    private const int Width = 256;
    private const long IrVersion = 8;
    private const long Opset = 17;

    private readonly Model _model = Chain();
    private readonly byte[] _bytes = OnnxWriter.ToBytes(Chain());

    [Benchmark]
    public Model Read() => OnnxReader.Parse(_bytes);

    [Benchmark]
    public byte[] Write() => OnnxWriter.ToBytes(_model);

    private static Model Chain()
    {
        var type = TensorType.Of(ElementType.Float, new Shape(1, Width));
        var graph = new Graph();
        var value = new Value("x", type);
        graph.AddInput(value);
        for (var layer = 0; layer < Layers; layer++)
        {
            var weight = graph.AddInitializer($"weight{layer}", TensorData.Floats(new Shape(Width, Width), new float[Width * Width]));
            var next = new Value($"y{layer}", type);
            graph.Append(new Node("MatMul", [value, weight], [next], [], "", $"layer{layer}"));
            value = next;
        }

        graph.AddOutput(value);
        return new Model(graph, IrVersion, [new("", Opset)]);
    }
}
