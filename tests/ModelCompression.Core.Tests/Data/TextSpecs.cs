using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data;

/// <summary>A small vocabulary, a spec that uses it, and the inputs it makes.</summary>
internal static class TextSpecs
{
    /// <summary>[PAD] 0, [UNK] 1, [CLS] 2, [SEP] 3, a 4, b 5, c 6, comma 7, double quote 8.</summary>
    public const string Vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nb\nc\n,\n\"\n";

    public const string Json = """
        {"schema":1,"inputs":{
          "mask":{"type":"text","sameAs":"ids","emit":"mask"},
          "ids":{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","maxLength":6},
          "types":{"type":"text","sameAs":"ids","emit":"types"}}}
        """;

    public static readonly Port[] Inputs =
    [
        Ports.Of("ids", ElementType.Int64, -1, -1), Ports.Of("mask", ElementType.Int64, -1, -1), Ports.Of("types", ElementType.Int32, -1, -1),
    ];

    /// <summary>Writes vocabulary and spec.</summary>
    public static PreprocessingSpec WriteTo(DataFolder folder, string json = Json)
    {
        folder.Write("vocab.txt", Vocabulary);
        return PreprocessingSpec.Load(folder.Write("text.pre.json", json));
    }

    /// <summary>The tokens of a sample: <c>2 4 3</c>.</summary>
    public static string Ids(Sample sample) => string.Join(' ', sample.Inputs["ids"].AsSpan<long>().ToArray());
}
