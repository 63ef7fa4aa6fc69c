using System.Text.Json.Nodes;

namespace ModelCompression.Data.Importing;

/// <summary>Makes a preprocessing spec of a file that a model was published with. Implementations carry a <c>Strategy</c> attribute and need no registration.</summary>
internal interface ISpecImporter
{
    /// <summary>True for a file of this kind, judged by its name and, where a name can mean several kinds, its content.</summary>
    bool Recognizes(ImportSource source);

    /// <summary>The spec as a user would have written it: schema 1, with files named relative to the source's folder.</summary>
    /// <exception cref="Diagnostics.UserErrorException">MC2011: something that would change the result cannot be expressed, or does not fit the model.</exception>
    JsonObject Import(ImportSource source);
}
