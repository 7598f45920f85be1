namespace NetGen.Onnx.Import;

/// <summary>A crop of a crop is one: models cut one axis after the other.</summary>
internal static class CropPasses
{
    public static void Run(LayerList layers)
    {
        foreach (var outer in layers.Where(layer => layer.Kind == "Crop").ToArray())
        {
            var inner = outer.Inputs[0];
            if (inner.Kind != "Crop" || layers.ReaderCount(inner) != 1) continue;
            outer.Arguments = [(int)inner.Arguments[0] + (int)outer.Arguments[0], (int)inner.Arguments[1] + (int)outer.Arguments[1], .. outer.Arguments[2..]];
            outer.Inputs = inner.Inputs;
        }

        layers.RemoveUnread();
    }
}
