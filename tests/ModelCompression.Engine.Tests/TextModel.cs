namespace ModelCompression.Engine.Tests;

/// <summary>A model that embeds the words <c>a</c> and <c>b</c>, its preprocessing spec, and texts.</summary>
internal static class TextModel
{
    public const string Spec = """
        {
          "schema": 1,
          "inputs": {
            "ids": { "type": "text", "tokenizer": "bert-wordpiece", "vocab": "vocab.txt" },
            "mask": { "type": "text", "sameAs": "ids", "emit": "mask" }
          },
          "outputs": { "embedded": { "decode": "embedding-meanpool" } }
        }
        """;

    private const string Graph = """
        input ids: int64[N,S]
        input mask: int64[N,S]
        table = const float[5,2] {0, 0, 0, 0, 0, 0, 1, 0, 0, 1}
        rows = Gather(table, ids)
        floats = Cast(mask) <to=1>
        axes = const int64[1] {2}
        column = Unsqueeze(floats, axes)
        embedded = Mul(rows, column)
        output embedded: float[N,S,2]
        """;

    public static byte[] Model() => Classifier.ToBytes(Graph);

    /// <summary>Sums the embeddings of the words: scores of two classes, or values.</summary>
    public static byte[] Summing() => Classifier.ToBytes(
        Graph.Replace("output embedded: float[N,S,2]", "token_axis = const int64[1] {1}\nscores = ReduceSum(embedded, token_axis) <keepdims=0>\noutput scores: float[N,2]", StringComparison.Ordinal));

    /// <summary>The model with the usual name of its output.</summary>
    public static byte[] Embedding() => Classifier.ToBytes(Graph.Replace("embedded", "last_hidden_state", StringComparison.Ordinal));

    /// <summary>The embedding of <c>b</c> is the root of -1.</summary>
    public static byte[] NotFinite() => Classifier.ToBytes(
        Graph.Replace("0, 1}", "0, -1}", StringComparison.Ordinal).Replace("embedded = Mul(rows, column)", "products = Mul(rows, column)\nembedded = Sqrt(products)", StringComparison.Ordinal));

    /// <summary>Writes <c>text.onnx</c>, <c>text.json</c>, <c>vocab.txt</c>, <c>pairs.csv</c> (cosines 1, 0.71 and 0) and <c>lines.txt</c>.</summary>
    public static void WriteTo(Workspace workspace)
    {
        workspace.Write("text.onnx", Model());
        workspace.Write("text.json", Spec);
        workspace.Write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\na\nb\n");
        workspace.Write("pairs.csv", "a,a,5\na,a b,3\na,b,1\n");
        workspace.Write("lines.txt", "a\na b b\nb\n");
    }
}
