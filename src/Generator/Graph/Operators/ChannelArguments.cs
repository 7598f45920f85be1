namespace NetGen.Generator.Graph;

/// <summary>The channels of a convolution, plain or transposed.</summary>
internal static class ChannelArguments
{
    public static (int? In, int Out, int Groups) Read(ArgumentReader arguments)
    {
        var inChannels = arguments.Stated("inChannels", "the number of input channels");
        var outChannels = arguments.Integer("outChannels", 1, "the number of output channels", 1);
        var groups = arguments.Integer("Groups", 1, "the number of groups", 1);
        if (outChannels % groups != 0 && !arguments.ChannelsAreOpen)
        {
            arguments.OutOfRange("Groups", $"{groups.Text()} groups do not divide the {outChannels.Text()} output channels");
            groups = 1;
        }

        return (inChannels, outChannels, groups);
    }
}
