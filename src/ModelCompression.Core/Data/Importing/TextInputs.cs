using System.Text.Json.Nodes;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Importing;

/// <summary>The inputs of a text model by their usual names, and the output of one that makes embeddings.</summary>
internal static class TextInputs
{
    private static readonly (string Name, string Emit)[] Names =
    [
        ("input_ids", "ids"), ("ids", "ids"), ("attention_mask", "mask"), ("input_mask", "mask"), ("mask", "mask"), ("token_type_ids", "types"), ("segment_ids", "types"),
    ];

    /// <param name="tokenizer">The keys of an input that makes tokens; length and padding follow from the model.</param>
    /// <param name="maxLength">Longest text, or null when the file does not say.</param>
    /// <exception cref="Diagnostics.UserErrorException">MC2011: an input has another name, or none takes ids.</exception>
    public static JsonObject Spec(ImportSource source, JsonObject tokenizer, int? maxLength)
    {
        var ids = source.Model.Inputs.FirstOrDefault(input => EmitOf(input.Name) == "ids")
            ?? throw source.Error($"the model has no input for the ids of tokens: looked for {string.Join(" and ", Names.Where(name => name.Emit == "ids").Select(name => name.Name))}, and its inputs are {source.InputNames}. Write a preprocessing spec");
        var length = ids.Type?.Dims is [.., { Size: { } size }] ? (int?)size : null;
        var inputs = new JsonObject();
        foreach (var input in source.Model.Inputs)
        {
            var emit = EmitOf(input.Name) ?? throw source.Error($"what the model's input '{input.Name}' shows of a text is not known; known names are {string.Join(", ", Names.Select(name => name.Name))}. Write a preprocessing spec");
            inputs[input.Name] = input == ids ? tokenizer : new JsonObject { ["type"] = "text", ["sameAs"] = ids.Name, ["emit"] = emit };
        }

        tokenizer["type"] = "text";
        if ((length ?? maxLength) is { } longest)
        {
            tokenizer["maxLength"] = longest;
        }

        tokenizer["pad"] = length is null ? "longest" : "max";
        tokenizer["emit"] = "ids";
        return new JsonObject { ["schema"] = 1, ["inputs"] = inputs, ["outputs"] = Outputs(source) };
    }

    /// <summary>One embedding a text where the model has such an output by its usual name; else one vector a token, whose mean is the usual embedding. Empty for other models.</summary>
    private static JsonObject Outputs(ImportSource source)
    {
        var whole = source.Model.Outputs.FirstOrDefault(output => output.Name is "sentence_embedding" && output.Type?.Dims is not { Count: not 2 });
        var tokens = source.Model.Outputs.FirstOrDefault(output => output.Name is "last_hidden_state" or "token_embeddings" && output.Type is not { Element: ElementType.String } && output.Type?.Dims is not { Count: not 3 });
        return whole is not null ? new JsonObject { [whole.Name] = new JsonObject { ["decode"] = "identity" } }
            : tokens is not null ? new JsonObject { [tokens.Name] = new JsonObject { ["decode"] = "embedding-meanpool" } }
            : [];
    }

    private static string? EmitOf(string name) => Array.Find(Names, known => known.Name == name).Emit;
}
