namespace ModelCompression.Tasks.Items;

/// <summary>Something about an item that the user can fix; the message is complete.</summary>
internal sealed class ItemException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
